import type { WorkspaceModel } from '../model/stackModel';
import type { Place } from '../text/place';
import type { Fix, Report, Rule } from './rule';
import { list } from './words';

export const dotenvInvalid: Rule = {
  id: 'dotenv-invalid',
  severity: 'error',
  scope: 'workspace',
  *checkWorkspace({ apps, running }: WorkspaceModel) {
    for (const app of apps) {
      if (app.framework && app.framework.major < 6 && (app.framework.minor ?? 0) < 8) continue;
      for (const { file, mend } of app.envFiles) {
        const loaded = isLoaded(file.file);
        if (file.error) yield rejected(file.file, file.error, loaded, mend);
        else for (const swallow of file.swallows) yield swallowed(file.file, swallow);
      }
    }
    const seen = new Set<string>();
    for (const { environment } of running.flatMap(({ workloads }) => workloads)) {
      const { dotenv } = environment;
      const error = dotenv?.file.error;
      if (!dotenv?.locate || !error) continue;
      const at = dotenv.locate(error.at, error.name ?? '');
      const key = `${at.file} ${at.span.start}`;
      if (seen.has(key)) continue;
      seen.add(key);
      yield rejected(dotenv.what, { ...error, at }, true, undefined);
    }
  },
};

/** `.env`, or one that APP_ENV may choose; examples and templates are for people. */
function isLoaded(path: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return name === '.env' || !/example|sample|dist|template|test|ci$/i.test(name);
}

function rejected(
  file: string,
  { reason, at, name }: { readonly reason: string; readonly at: Place; readonly name?: string },
  loaded: boolean,
  mend: { readonly at: Place; readonly text: string } | undefined,
): Report {
  const consequence = loaded
    ? 'Laravel then prints "The environment file is invalid!" and does not start.'
    : 'With a copy of it as .env Laravel prints "The environment file is invalid!" and does not start.';
  const line = name === undefined ? '' : ` in the value of ${name}`;
  return {
    at,
    message: `phpdotenv rejects ${file} as a whole: "Encountered ${reason}"${line}. ${consequence}`,
    certainty: 'certain',
    ...(!loaded && { severity: 'warning' as const }),
    fixes: () =>
      mend
        ? [
            {
              title: QUOTE,
              edits: [{ kind: 'replace-text', at: mend.at, text: mend.text }],
              preferred: true,
              safe: true,
            } satisfies Fix,
          ]
        : [],
  };
}

const QUOTE = 'Quote the value';

function swallowed(
  file: string,
  {
    at,
    lostNames,
    closed,
  }: { readonly at: Place; readonly lostNames: readonly string[]; readonly closed: boolean },
): Report {
  const shown = lostNames.length > 3 ? [...lostNames.slice(0, 3), 'others'] : lostNames;
  const lost = shown.length === 0 ? 'What follows' : list(shown);
  return {
    at,
    message: closed
      ? `This quote begins a value of several lines in ${file}: ${lost} inside it ${shown.length > 1 ? 'are' : 'is'} not set.`
      : `This quote is never closed in ${file}: ${lost} after it ${shown.length > 1 ? 'are' : 'is'} lost without a word.`,
    certainty: 'certain',
    severity: 'warning',
  };
}
