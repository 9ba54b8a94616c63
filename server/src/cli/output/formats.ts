import type { Folder } from '../analyseFolders';
import type { FailOn, Format } from '../arguments';
import { checkText } from './checkText';
import type { EarlierReport } from './earlierReport';
import { githubCommands } from './githubCommands';
import { gitlabCodeQuality } from './gitlabCodeQuality';
import { jsonText } from './jsonText';
import { junitXml } from './junitXml';
import { markdownReport } from './markdownReport';
import { asPrefix, reportOf, summaryLine, type Report } from './report';
import { sarifLog } from './sarifLog';
import { sourcePrefix } from './sourcePrefix';

/** All that the reports of one run are made from. */
export interface ReportContext {
  readonly folders: readonly Folder[];
  /** The version of this program. */
  readonly version: string;
  /** The folder that the command runs in, absolute: what services show are paths in it. */
  readonly runIn: string;
  readonly failOn: FailOn;
  /** Whether everything could be read and every rule ran. */
  readonly complete: boolean;
  readonly earlier: EarlierReport | undefined;
}

/** The report of a run in one form. */
export function writeReport(format: Format, context: ReportContext, colours: boolean): string {
  switch (format) {
    case 'text':
      return text(context, colours);
    case 'json':
      return jsonText({ version: 1, ...reportOf(context.folders, jsonPrefix(context)) });
    case 'sarif':
      return jsonText(sarifLog(forServices(context), context));
    case 'github':
      return githubCommands(forServices(context));
    case 'gitlab':
      return jsonText(gitlabCodeQuality(forServices(context)));
    case 'junit':
      return junitXml(forServices(context), context.failOn);
    case 'markdown':
      return markdownReport(forServices(context), context.earlier);
  }
}

function text({ folders }: ReportContext, colours: boolean): string {
  if (folders.length === 0) return '';
  const parts = folders.map(({ name, analysis }) =>
    checkText(analysis.findings, analysis.files, { colours, folder: name === '.' ? '' : name }),
  );
  return `${parts.join('')}${summaryLine(reportOf(folders, () => '').summary)}\n`;
}

/** In JSON, paths are relative to the folder that was checked; with several, they begin with its name. */
function jsonPrefix({ folders }: ReportContext): (folder: string) => string {
  return folders.length > 1 ? asPrefix : () => '';
}

/** A service that shows findings beside the source looks for paths from the top of the repository. */
function forServices({ folders, runIn }: ReportContext): Report {
  return reportOf(folders, (folder) => sourcePrefix(runIn, folder));
}
