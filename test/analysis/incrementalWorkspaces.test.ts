import assert from 'node:assert/strict';
import fc from 'fast-check';
import { analyseFiles, type Analysis } from '../../server/src/analysis/analyse';
import { FileStore } from '../../server/src/analysis/fileStore';
import { DEFAULT_SETTINGS } from '../../server/src/analysis/settings';
import { ChangingFolder, step, type Follower } from '../support/changes';
import { memoryHost } from '../support/memoryHost';
import { workspaces } from '../support/workspaces';

const SOAK = process.env.LARAVEL_K8S_SOAK;
/** `npm run soak` asks for many more, others each time, and for a line about each workspace. */
const STEPS = Number(SOAK ?? 160);
const LONGEST = 8;

/** A store that is told of every change as the language server tells it. */
function follow(first: ReadonlyMap<string, string>): Follower & { readonly store: FileStore } {
  let disk = first;
  const store = new FileStore({
    list: () => memoryHost(disk).list(),
    read: (path) => memoryHost(disk).read(path),
  });
  return {
    store,
    opened: (path, text) => store.overlay(path, text),
    edited: (path, _, text) => store.overlay(path, text),
    replaced: (path, text) => store.overlay(path, text),
    closed: (path) => store.overlay(path, undefined),
    disk: (events, files) => {
      disk = files;
      for (const { path, kind } of events) {
        if (kind === 'changed') store.invalidate(path);
        else store.invalidateList(path);
      }
    },
  };
}

function shape({ findings, failures, counts, model }: Analysis): unknown {
  return {
    findings: findings.map(({ fixes, ...rest }) => ({ ...rest, fixes: fixes() })),
    failures: failures.map(({ rule, stack }) => [rule, stack]),
    stacks: counts.stacks,
    workloads: model.stacks.map(({ stack, workloads }) => [
      stack.name,
      workloads.map(({ session, store, pods, role }) => [
        session.driver,
        store.kind,
        pods.min,
        pods.max,
        role,
      ]),
    ]),
  };
}

describe('After changes of all kinds to real workspaces', () => {
  const all = workspaces();
  const runs = Math.ceil(STEPS / all.size / (LONGEST / 2));
  for (const [name, first] of all) {
    it(`${name}: what is known equals what a fresh look finds`, function () {
      this.timeout(Math.max(20_000, STEPS * 1000));
      let taken = 0;
      fc.assert(
        fc.property(fc.array(step, { minLength: 1, maxLength: LONGEST }), (steps) => {
          const { store, ...follower } = follow(first);
          const folder = new ChangingFolder(first, follower);
          analyseFiles(store, DEFAULT_SETTINGS);
          let last: Analysis | undefined;
          for (const each of steps) {
            folder.take(each);
            last = analyseFiles(store, DEFAULT_SETTINGS);
            taken++;
          }
          const fresh = analyseFiles(new FileStore(memoryHost(folder.current)), DEFAULT_SETTINGS);
          assert.deepEqual(last && shape(last), shape(fresh), folder.story.join('\n'));
        }),
        { numRuns: runs, ...(SOAK === undefined && { seed: 1 }) },
      );
      if (SOAK !== undefined) console.log(`      ${taken} steps`);
    });
  }
});
