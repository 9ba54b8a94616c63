/** Sprig's `semver` and `semverCompare` (`semver.go`). */
import { parseVersion, satisfies } from '../semanticVersion';
import { fixed, type TemplateFunction } from '../templateFunction';
import { TemplateFailure } from '../templateFailure';
import { plainText } from '../text';
import { bool, unknown, type Value } from '../value';

export const semverFunctions: Record<string, TemplateFunction> = {
  semverCompare: fixed(['string', 'string'], ([constraint, version]) => {
    const parsed = parseVersion(version.text);
    if (!parsed) throw new TemplateFailure('data', 'error calling semverCompare: invalid semantic version');
    const result = satisfies(parsed, constraint.text);
    if (result === undefined) {
      throw new TemplateFailure(
        'data',
        `error calling semverCompare: improper constraint: ${constraint.text}`,
      );
    }
    return bool(result);
  }),
  semver: fixed(['string'], ([text]): Value => {
    const version = parseVersion(text.text);
    if (!version) throw new TemplateFailure('data', 'error calling semver: invalid semantic version');
    const uint64 = (value: number): Value => ({ kind: 'number', type: 'int64', value });
    const { major, minor, patch, prerelease, metadata } = version;
    return {
      kind: 'native',
      type: '*semver.Version',
      printed: `${major}.${minor}.${patch}${prerelease ? `-${prerelease}` : ''}${metadata ? `+${metadata}` : ''}`,
      fields: new Map(),
      methods: new Map([
        ['Major', () => uint64(major)],
        ['Minor', () => uint64(minor)],
        ['Patch', () => uint64(patch)],
        ['Prerelease', () => plainText(prerelease)],
        ['Metadata', () => plainText(metadata)],
        ['Original', () => text],
        ['String', () => plainText(`${major}.${minor}.${patch}${prerelease ? `-${prerelease}` : ''}`)],
        ['Compare', () => unknown('the comparison of versions by a method is not modelled')],
      ]),
    };
  }),
};
