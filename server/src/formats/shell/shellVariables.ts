import type { ShellWord } from './lexShell';
import type { ShellStep, ShellStepOf } from './shellScan';
import type { SimpleCommand } from './shellTree';

/** The variables that a script sets, and which of them later processes see. */
export class ShellVariables {
  private readonly values = new Map<string, string | undefined>();
  private readonly exported = new Set<string>();
  private exportsAll = false;

  /** `NAME=value` alone on its line. */
  assign({ assignments }: SimpleCommand, step: ShellStep): ShellStepOf[] {
    return assignments.map(({ name, value, expands }) =>
      this.set(name, expands ? undefined : value, this.exported.has(name), step),
    );
  }

  /** `export`, `declare -x`, `readonly` … with their arguments. */
  declare(words: readonly ShellWord[], exported: boolean, step: ShellStep): ShellStepOf[] {
    const steps: ShellStepOf[] = [];
    for (const word of words) {
      const name = /^[A-Za-z_]\w*(?==|$)/.exec(word.text)?.[0];
      if (name !== undefined) {
        const written = word.expands ? undefined : word.text.slice(name.length + 1);
        steps.push(this.set(name, name === word.text ? this.values.get(name) : written, exported, step));
      } else if (word.expands) {
        const parts = word.text.split(/[\s|()<>;&'"]+/);
        const file = parts.find((part) => part.startsWith('/') || part.includes('.env'));
        steps.push({ kind: 'variable source', step: { ...step, ...(file ? { file } : {}) } });
      }
    }
    return steps;
  }

  /** `set -a` exports what is assigned from there on. */
  option(words: readonly string[]): void {
    if (words.includes('-a')) this.exportsAll = true;
    else if (words.includes('+a')) this.exportsAll = false;
    else if (words.includes('allexport')) this.exportsAll = words.includes('-o');
  }

  private set(name: string, value: string | undefined, exported: boolean, step: ShellStep): ShellStepOf {
    if (exported) this.exported.add(name);
    this.values.set(name, value);
    return { kind: 'variable', step: { ...step, name, value, exported: exported || this.exportsAll } };
  }
}
