/** Every function that Helm 4 gives its templates, by name: Go's own, sprig's and Helm's. */
import type { TemplateFunction } from '../templateFunction';
import { builtinFunctions } from './builtins';
import { defaultFunctions } from './defaults';
import { dictFunctions } from './dicts';
import { encodingFunctions } from './encoding';
import { helmFunctions } from './helmFunctions';
import { listFunctions } from './lists';
import { mathFunctions } from './math';
import { pathFunctions } from './paths';
import { regexFunctions } from './regexFunctions';
import { semverFunctions } from './semverFunctions';
import { stringFunctions } from './strings';
import { typeFunctions } from './types';
import { unknowableFunctions } from './unknowable';
import { wordFunctions } from './words';

export const functions: ReadonlyMap<string, TemplateFunction> = new Map(
  [
    builtinFunctions,
    stringFunctions,
    wordFunctions,
    listFunctions,
    dictFunctions,
    mathFunctions,
    encodingFunctions,
    regexFunctions,
    semverFunctions,
    pathFunctions,
    defaultFunctions,
    typeFunctions,
    helmFunctions,
    unknowableFunctions,
  ].flatMap((family) => Object.entries(family)),
);
