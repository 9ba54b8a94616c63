import assert from 'node:assert/strict';
import { run } from '../../server/src/cli/run';
import { EXIT } from '../../server/src/cli/world';
import type { WorkspaceHost } from '../../server/src/analysis/workspaceHost';

/** Runs `check` over a folder that behaves in this way. */
function check(host: Partial<WorkspaceHost>) {
  let out = '';
  let err = '';
  const whole: WorkspaceHost = {
    list: () => ({ paths: ['a.yaml'], ignored: new Set(), notices: [] }),
    read: () => ({ text: '' }),
    ...host,
  };
  const code = run({
    argv: ['check', 'folder'],
    version: '0.0.0',
    folder: '/',
    open: () => whole,
    read: () => '',
    save: () => undefined,
    colours: false,
    write: (text) => (out += text),
    complain: (text) => (err += text),
  });
  return { code, out, err };
}

describe('The command line, when something is wrong with itself', () => {
  it('exits with 3 and says where, without words that may quote a file', () => {
    const { code, err } = check({
      read: () => {
        throw new TypeError('cannot read "canary-value"');
      },
    });
    assert.equal(code, EXIT.internal);
    assert.match(err, /^laravel-k8s: internal error: TypeError\n {4}at /);
    assert.match(err, /the exit code is 3\.\n$/);
    assert.doesNotMatch(err, /canary/);
  });

  it('exits with 2 when files were lost, although what was read is clean', () => {
    const notice = { path: 'a.yaml', message: 'cannot be read (permission denied)', lost: true };
    const { code, out, err } = check({ read: () => ({ notice }) });
    assert.equal(code, EXIT.usage);
    assert.equal(err, 'laravel-k8s: folder/a.yaml: cannot be read (permission denied)\n');
    assert.match(out, /^Nothing to report/);
  });

  it('cleans what it complains of', () => {
    const notice = { path: 'a\u001b[31m\u202e.yaml', message: 'cannot\nbe read', lost: false };
    const { err } = check({ read: () => ({ notice }) });
    assert.doesNotMatch(err.trimEnd(), /[\u0000-\u001f\u202e]/);
  });
});
