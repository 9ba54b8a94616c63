import Ajv from 'ajv';
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

interface CheckOutput {
  readonly findings: readonly { readonly rule: string; readonly severity: string; readonly path: string }[];
}

interface InspectOutput {
  readonly stacks: readonly {
    readonly workloads: readonly {
      readonly name: string;
      readonly role: string;
      readonly pods: { readonly max: number };
      readonly session: { readonly driver: string };
      readonly redis: { readonly resolves: string };
      readonly affinity: { readonly effective: boolean | null };
      readonly survival: readonly { readonly event: string; readonly outcome: string }[];
    }[];
  }[];
}

/** Runs the bundle that ships, and holds its output to the schema that is published. */
function run(verb: 'check' | 'inspect', state: string): { status: number | null; output: unknown } {
  const cli = spawnSync(process.execPath, ['dist/cli.js', verb, `examples/${state}`, '--format', 'json'], {
    encoding: 'utf8',
  });
  assert.equal(cli.stderr, '');
  const output: unknown = JSON.parse(cli.stdout);
  const ajv = new Ajv({ allErrors: true, allowUnionTypes: true });
  const validate = ajv.compile(JSON.parse(readFileSync(`docs/schema/${verb}.schema.json`, 'utf8')));
  assert.ok(validate(output), ajv.errorsText(validate.errors));
  return { status: cli.status, output };
}

describe('the examples', function () {
  this.timeout(30_000);

  const findings = (state: string) => {
    const { status, output } = run('check', state);
    const lines = (output as CheckOutput).findings.map(
      ({ rule, severity, path }) => `${severity} ${rule} ${path.replace('k8s/', '')}`,
    );
    return { status, lines: lines.sort() };
  };

  const web = (state: string) => {
    const { stacks } = run('inspect', state).output as InspectOutput;
    assert.equal(stacks.length, 1);
    const workload = stacks[0]?.workloads.find(({ role }) => role === 'web');
    assert.ok(workload);
    const { pods, session, redis, affinity, survival } = workload;
    const rollout = survival.find(({ event }) => event === 'rollout')?.outcome;
    const sticky = affinity.effective === null ? 'unknown' : affinity.effective ? 'sticky' : 'not sticky';
    return `${pods.max} pods, ${session.driver}, ${sticky}, Redis host: ${redis.resolves}, rollout: ${rollout}`;
  };

  it('show what is wrong with what the tutorial leaves', () => {
    assert.deepEqual(findings('1-as-the-tutorial-leaves-it'), {
      status: 1,
      lines: [
        'error affinity-invalid service.yaml',
        'error manifest-malformed service-as-printed.yaml',
        'error redis-port-service-link deployment.yaml',
        'error stateful-driver-with-replicas configmap.yaml',
        'warning redis-service-selects-nothing redis-service.yaml',
      ],
    });
    assert.equal(
      web('1-as-the-tutorial-leaves-it'),
      '3 pods, file, not sticky, Redis host: yes, rollout: lost',
    );
  });

  it('leave a warning with sticky sessions, which a rollout still ends', () => {
    assert.deepEqual(findings('2-sticky-sessions'), {
      status: 0,
      lines: [
        'information cache-driver-pod-local configmap.yaml',
        'warning stateful-driver-with-replicas configmap.yaml',
      ],
    });
    assert.equal(web('2-sticky-sessions'), '3 pods, file, sticky, Redis host: n/a, rollout: lost');
  });

  it('leave nothing to say with Redis', () => {
    assert.deepEqual(findings('3-redis'), { status: 0, lines: [] });
    assert.equal(web('3-redis'), '3 pods, redis, not sticky, Redis host: yes, rollout: kept');
  });
});
