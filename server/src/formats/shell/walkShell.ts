import { fileSteps, groupSteps } from './fileSteps';
import type { ShellWord } from './lexShell';
import { parseShell } from './parseShell';
import { detaches, lastsForever, recognizeArtisan, recognizeProcess, scriptOf } from './recognizeProcess';
import {
  bind,
  joinPath,
  listText,
  negated,
  stepOf,
  testText,
  within,
  type ShellContext,
} from './shellContext';
import type { ShellProcess, ShellStep, ShellStepOf } from './shellScan';
import type {
  FunctionDefinition,
  LoopCommand,
  ShellChain,
  ShellList,
  ShellNode,
  SimpleCommand,
} from './shellTree';
import { ShellVariables } from './shellVariables';
import { programName, unwrapCommand } from './unwrapCommand';

const maxDepth = 6;
/** Bounds what functions that call each other and nested loops can unfold to. */
const maxNodes = 20_000;

/** Commands that nobody means as the process of a container, even where they stand last. */
const passing: ReadonlySet<string> = new Set(
  (
    '[ [[ test : true false echo printf exec exit return break continue shift trap unset umask ulimit ' +
    'mkdir rmdir rm cp mv ln touch chmod chown chgrp install cat tee sed grep awk find xargs ls pwd date env printenv ' +
    'envsubst sleep command which type hash composer npm yarn apt-get apt apk docker-php-ext-install ' +
    'docker-php-ext-enable pecl useradd groupadd usermod groupmod addgroup adduser id whoami curl wget tar unzip git'
  ).split(' '),
);

/** What a piece of a script leaves behind. */
interface Ending {
  /** The processes that it may end with; none when it only does things on the way. */
  readonly last: readonly ShellProcess[];
  /** Where it has changed to. */
  readonly directory?: string;
}

const nothing: Ending = { last: [] };

/** Follows a script in the order in which it runs and collects what it does. */
export class ShellWalk {
  readonly steps: ShellStepOf[] = [];
  readonly processes: ShellProcess[] = [];
  private readonly functions = new Map<string, FunctionDefinition>();
  private readonly variables = new ShellVariables();
  /** Processes behind which nothing more of the script runs. */
  private readonly stops: ShellProcess[] = [];
  private last: readonly ShellProcess[] = [];
  private nodes = 0;

  run(list: ShellList): this {
    this.last = this.list(list, { conditional: false, background: false, values: new Map(), depth: 0 }).last;
    return this;
  }

  /** What may be the process in the foreground in the end. */
  finals(): ShellProcess[] {
    const surely = this.stops.findIndex((process) => !process.conditional);
    const reached = surely < 0 ? [...this.stops, ...this.last] : this.stops.slice(0, surely + 1);
    const unique = [...new Set(reached)];
    const waits = unique.length > 0 && unique.every((process) => process.kind === 'waiting');
    const behind = this.processes.filter((process) => process.background);
    return waits && behind.length > 0 ? behind : unique;
  }

  private list(list: ShellList, context: ShellContext): Ending {
    let last: readonly ShellProcess[] = [];
    let directory = context.directory;
    for (const chain of list) {
      const ended = this.chain(chain, directory === undefined ? context : { ...context, directory });
      directory = ended.directory ?? directory;
      if (ended.last.length > 0) last = ended.last;
    }
    return directory === undefined ? { last } : { last, directory };
  }

  private chain(chain: ShellChain, context: ShellContext): Ending {
    let inner: ShellContext = { ...context, background: context.background || chain.background };
    let last: readonly ShellProcess[] = [];
    let test: string | undefined;
    for (const [i, { node, after }] of chain.items.entries()) {
      if (!inner.conditional && after === '||') {
        inner = { ...inner, conditional: true, ...(test === undefined ? {} : { condition: negated(test) }) };
      } else if (!inner.conditional && after === '&&' && test !== undefined) {
        inner = { ...inner, conditional: true, condition: test };
      }
      const piped = after === '|';
      const feeding = piped ? chain.items[i - 1]?.node : undefined;
      const found = this.node(node, inner, feeding?.kind === 'simple' ? feeding : undefined);
      // Of a pipe the first command counts (`php-fpm | tee log`), and what stands behind `||` only in want of another.
      if (last.length === 0 || (found.last.length > 0 && !piped && after !== '||')) last = found.last;
      if (found.directory !== undefined && !piped) inner = { ...inner, directory: found.directory };
      if (after === undefined || after === '&&') test ??= testText(node);
    }
    if (chain.background) return nothing;
    return inner.directory === undefined ? { last } : { last, directory: inner.directory };
  }

  private node(node: ShellNode, context: ShellContext, feeding: SimpleCommand | undefined): Ending {
    if (++this.nodes > maxNodes) return nothing;
    switch (node.kind) {
      case 'simple':
        return this.simple(node, context, feeding);
      case 'function':
        this.functions.set(node.name, node);
        return nothing;
      case 'group': {
        this.steps.push(...groupSteps(node, stepOf(node.span, context)));
        const { last, directory } = this.list(node.body, context);
        return node.subshell || directory === undefined ? { last } : { last, directory };
      }
      case 'if': {
        const last: ShellProcess[] = [];
        for (const [i, { condition, body }] of node.branches.entries()) {
          this.list(condition, i === 0 ? context : { ...context, conditional: true });
          last.push(...this.list(body, within(context, listText(condition))).last);
        }
        if (node.otherwise) {
          const [first, second] = node.branches;
          const condition = first && !second ? negated(listText(first.condition)) : 'else';
          last.push(...this.list(node.otherwise, within(context, condition)).last);
        }
        return { last };
      }
      case 'case': {
        const last: ShellProcess[] = [];
        for (const { patterns, body } of node.arms) {
          const condition = `case ${node.word?.text ?? ''}: ${patterns.join(' | ')}`;
          last.push(...this.list(body, within(context, condition)).last);
        }
        return { last };
      }
      case 'loop':
        return this.loop(node, context);
    }
  }

  private loop({ condition, variable, values = [], body }: LoopCommand, context: ShellContext): Ending {
    const before = this.processes.length;
    if (condition) this.list(condition, context);
    const literal = values.length > 0 && values.length <= 50 && values.every((value) => !value.expands);
    if (literal && variable !== undefined && context.depth < maxDepth) {
      for (const value of values) {
        const bound = new Map(context.values).set(variable, value.text);
        this.list(body, { ...context, values: bound, depth: context.depth + 1 });
      }
      return nothing;
    }
    const text = condition ? listText(condition) : 'for';
    const forever = /^(?:true|:|\[ 1 \]|\[ true \]|sleep .*)$/.test(text);
    this.list(body, forever ? context : within(context, text));
    // A loop that never ends is itself the process: what it starts again and again.
    return forever ? { last: this.processes.slice(before).filter(({ kind }) => kind !== 'other') } : nothing;
  }

  private simple(node: SimpleCommand, context: ShellContext, feeding: SimpleCommand | undefined): Ending {
    const step = stepOf(node.span, context);
    const words = node.words.map((word) => bind(word, context.values));
    if (words.length === 0) {
      this.steps.push(...this.variables.assign(node, step), ...fileSteps(node, [], step, feeding));
      return nothing;
    }
    const definition = this.functions.get(words[0]?.text ?? '');
    if (definition && context.depth < maxDepth) {
      return this.list(definition.body, { ...context, depth: context.depth + 1 });
    }
    const { words: command, replacesShell, script } = unwrapCommand(words);
    if (script && context.depth < maxDepth) {
      const span = context.span ?? script.span;
      const { last } = this.list(parseShell(script.text), { ...context, span, depth: context.depth + 1 });
      if (replacesShell) this.stops.push(...last);
      return { last };
    }
    this.steps.push(...fileSteps(node, command, step, feeding));
    return this.builtin(command, step, context) ?? this.program(node, command, replacesShell, step, context);
  }

  /** What the shell does itself; undefined when the command is none of that. */
  private builtin(words: readonly ShellWord[], step: ShellStep, context: ShellContext): Ending | undefined {
    const name = programName(words[0]);
    const texts = words.map((word) => word.text);
    switch (name) {
      case 'cd':
      case 'pushd':
        return words[1] ? { last: [], directory: joinPath(context.directory, words[1].text) } : nothing;
      case 'set':
        this.variables.option(texts);
        return nothing;
      case 'export':
      case 'declare':
      case 'readonly':
      case 'local':
        this.steps.push(
          ...this.variables.declare(words.slice(1), name === 'export' || texts.includes('-x'), step),
        );
        return nothing;
      case '.':
      case 'source':
      case 'eval': {
        const file = name === 'eval' ? {} : { file: texts[1] ?? '' };
        this.steps.push({ kind: 'variable source', step: { ...step, ...file } });
        return nothing;
      }
    }
    return passing.has(name) ? nothing : undefined;
  }

  private program(
    { assignments }: SimpleCommand,
    words: readonly ShellWord[],
    replacesShell: boolean,
    step: ShellStep,
    context: ShellContext,
  ): Ending {
    const artisan = recognizeArtisan(words);
    if (artisan) {
      const own = assignments.map(({ name, value, expands }) => [name, expands ? undefined : value] as const);
      this.steps.push({ kind: 'artisan', step: { ...step, ...artisan, environment: new Map(own) } });
    }
    const kind = recognizeProcess(words);
    const texts = words.map((word) => word.text);
    const background = context.background || detaches(texts);
    const script = kind === 'script' ? scriptOf(words) : undefined;
    const process: ShellProcess = { ...step, kind, words: texts, background, ...(script ? { script } : {}) };
    if (kind !== 'artisan') this.processes.push(process);
    if (replacesShell || (!background && lastsForever(kind, texts))) this.stops.push(process);
    return { last: [process] };
  }
}
