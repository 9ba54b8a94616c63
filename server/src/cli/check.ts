import { analyseFolders, type Folder } from './analyseFolders';
import { UsageError, type Arguments } from './arguments';
import { unrecorded, withBaseline } from './baseline';
import { fixFolders, printFixes } from './fix';
import { parseEarlierReport, type EarlierReport } from './output/earlierReport';
import { writeReport } from './output/formats';
import { reaches } from './output/report';
import { plainText } from './plainText';
import { EXIT, type CommandLine } from './world';

/** Reports what is wrong in folders, in every form that was asked for. */
export function check(world: CommandLine, args: Arguments): number {
  const earlier = earlierReport(world, args.compare);
  const { folders: asRead, unreadable } = analyseFolders(world, args.operands);
  if (args.fix?.dryRun) {
    const changes = printFixes(world, asRead, args.fix, unrecorded(world, args, asRead));
    return unreadable ? EXIT.usage : changes ? EXIT.findings : EXIT.clean;
  }
  const fixed = args.fix && fixFolders(world, asRead, args.fix, unrecorded(world, args, asRead));
  const all = fixed?.folders ?? asRead;
  const failed = all.some(({ analysis }) => analysis.failures.length > 0);
  const { folders, notes } = withBaseline(world, args, all, !unreadable && !failed);
  const { folder: runIn, version } = world;
  const context = { folders, runIn, version, failOn: args.failOn, complete: !unreadable && !failed, earlier };
  world.write(writeReport(args.format, context, world.colours));
  for (const note of notes) {
    // What a program reads is the report alone.
    if (args.format === 'text') world.write(`${note}\n`);
    else world.complain(`laravel-k8s: ${note}\n`);
  }
  let unwritten = fixed?.unwritten === true;
  for (const { format, file } of args.outputs) {
    try {
      world.save(file, writeReport(format, context, false));
    } catch (error) {
      world.complain(`laravel-k8s: ${plainText((error as Error).message)}\n`);
      unwritten = true;
    }
  }
  if (failed) return EXIT.internal;
  if (unreadable || unwritten) return EXIT.usage;
  return isFailure(folders, args) ? EXIT.findings : EXIT.clean;
}

function earlierReport(world: CommandLine, file: string | undefined): EarlierReport | undefined {
  if (file === undefined) return undefined;
  let text: string;
  try {
    text = world.read(file);
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
  const earlier = parseEarlierReport(text);
  if (!earlier)
    throw new UsageError(`"${file}" is no report of "laravel-k8s check --format json", or an older one.`);
  return earlier;
}

function isFailure(folders: readonly Folder[], { failOn, maxWarnings }: Arguments): boolean {
  const severities = folders.flatMap(({ analysis }) => analysis.findings.map(({ severity }) => severity));
  const warnings = severities.filter((severity) => severity === 'warning').length;
  return severities.some((severity) => reaches(severity, failOn)) || warnings > (maxWarnings ?? Infinity);
}
