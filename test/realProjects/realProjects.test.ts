import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { analyse, type Analysis } from '../../server/src/analysis/analyse';
import { diskHost } from '../../server/src/host/diskHost';
import type { Place } from '../../server/src/text/place';
import { sharedFolder } from '../support/shared';

interface Labels {
  readonly repositories: readonly {
    readonly project: string;
    readonly workloads: readonly {
      readonly workload: string;
      readonly role: string;
      readonly session_driver?: { readonly driver: string; readonly certainty: string };
    }[];
  }[];
}

describe('real applications', function () {
  this.timeout(60_000);
  const shared = sharedFolder();
  if (shared === undefined) return;
  const corpus = path.join(shared, 'corpus');
  const labels = JSON.parse(readFileSync(path.join(corpus, 'labels.json'), 'utf8')) as Labels;
  const folders = readdirSync(corpus, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);

  for (const folder of folders) {
    it(`${folder} is judged without a failure, at places that exist`, () => {
      const analysis = analyse(diskHost(path.join(corpus, folder)));
      assert.deepEqual(analysis.failures, []);
      assert.deepEqual(
        analysis.files.notices.filter(({ lost }) => lost),
        [],
      );
      for (const { at, what } of placesOf(analysis)) assertInside(analysis, at, what);
      if (folder.startsWith('noise-'))
        assert.deepEqual(
          analysis.findings.map(({ message }) => message),
          [],
        );
      const known = labels.repositories.find(({ project }) => project === folder);
      for (const { workload, role, session_driver: driver } of known?.workloads ?? []) {
        // What is only likely there rests on what is not in the folder.
        if (role !== 'web' || !driver?.certainty.startsWith('certain')) continue;
        const name = /^\w+\/([\w.-]+)/.exec(workload)?.[1];
        const drivers = analysis.model.stacks
          .flatMap(({ workloads }) => workloads)
          .filter(({ object }) => object.name.value === name)
          .map(({ session }) => session.driver);
        assert.ok(
          drivers.includes(driver.driver),
          `${workload}: ${driver.driver}, not ${drivers.join(', ')}`,
        );
      }
    });
  }
});

/** Every place that some output shows, with what it is. */
function placesOf({ findings, model }: Analysis): { at: Place; what: string }[] {
  return [
    ...findings.flatMap(({ rule, at, related }) => [
      { at, what: rule },
      ...related.map((each) => ({ at: each.at, what: `${rule}: ${each.message}` })),
    ]),
    ...model.stacks.flatMap(({ workloads }) =>
      workloads.flatMap(({ object, pods, session, redis, database }) => [
        { at: object.at, what: 'a workload' },
        ...[...pods.because, ...session.chain, ...redis.chain, ...database.chain].map((link) => ({
          at: link.at,
          what: link.what,
        })),
      ]),
    ),
  ];
}

function assertInside({ files }: Analysis, { file, span }: Place, what: string): void {
  const text = files.text(file);
  assert.ok(text !== undefined, `"${file}", where "${what}" is, is no file`);
  assert.ok(
    span.start >= 0 && span.start <= span.end && span.end <= text.length,
    `"${what}" lies outside "${file}"`,
  );
}
