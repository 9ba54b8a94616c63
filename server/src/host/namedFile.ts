import { readFileSync, writeFileSync } from 'node:fs';
import { reasonOf } from './reasonOf';

/** The text of a file that the user names. Throws with a reason in words. */
export function readNamedFile(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new Error(`"${file}" cannot be read (${reasonOf(error)}).`);
  }
}

/** Writes a file that the user names, in place of what it held. Throws with a reason in words. */
export function writeNamedFile(file: string, text: string): void {
  try {
    writeFileSync(file, text);
  } catch (error) {
    throw new Error(`"${file}" cannot be written (${reasonOf(error)}).`);
  }
}
