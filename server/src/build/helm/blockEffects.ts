/** What a block of a template does, read from its syntax alone: for blocks whose condition is not known. */
import type { Operand, Pipe, TemplateNode } from '../../formats/helm/templateTree';

/** Whether a block writes nothing but white space, whatever it computes. */
export function printsNothing(nodes: readonly TemplateNode[]): boolean {
  return nodes.every((node) => {
    switch (node.kind) {
      case 'text':
        return node.text.trim() === '';
      case 'action':
        return node.pipe.variables.length > 0;
      case 'if':
      case 'with':
      case 'range':
        return printsNothing(node.body) && printsNothing(node.otherwise);
      case 'break':
      case 'continue':
        return true;
      case 'template':
      case 'bad':
        return false;
    }
  });
}

/** The line break and indent with which a block begins to print; empty when it goes on with the line. */
export function leadOf(nodes: readonly TemplateNode[]): string {
  let blank = '';
  for (const node of nodes) {
    if (node.kind === 'text') {
      blank += node.text;
      if (blank.trim() !== '') break;
    } else if (node.kind === 'action') {
      if (node.pipe.variables.length > 0) continue;
      const width = nindentOf(node.pipe);
      if (width !== undefined) return `\n${' '.repeat(width)}`;
      break;
    } else if ('body' in node) {
      const inner = leadOf(node.body);
      if (inner !== '') return inner;
      if (!printsNothing(node.body)) break;
    } else break;
  }
  return /\n[ \t]*(?=\S|$)/.exec(blank)?.[0] ?? '';
}

/** The width of a `nindent` that ends a pipeline. */
function nindentOf(pipe: Pipe): number | undefined {
  const [name, width] = pipe.commands.at(-1)?.operands ?? [];
  return name?.kind === 'identifier' && name.name === 'nindent' && width?.kind === 'int'
    ? Math.max(0, Math.min(width.value, 200))
    : undefined;
}

/** The variables that a block sets, or whose map it changes. */
export function assignedIn(nodes: readonly TemplateNode[]): Set<string> {
  const names = new Set<string>();
  const visit = (each: readonly TemplateNode[]): void => {
    for (const node of each) {
      if ('pipe' in node && node.pipe) {
        if (node.pipe.assigns) for (const name of node.pipe.variables) names.add(name);
        const changed = changesMap(node.pipe);
        if (changed !== undefined && changed !== '') names.add(changed);
      }
      if ('body' in node) {
        visit(node.body);
        visit(node.otherwise);
      }
    }
  };
  visit(nodes);
  return names;
}

const mutators = new Set(['set', 'unset', 'merge', 'mergeOverwrite', 'mustMerge', 'mustMergeOverwrite']);

/** The variable whose map a pipeline changes as its last act, `` for any other map, or undefined when it changes none. */
function changesMap(pipe: Pipe): string | undefined {
  const [first, target] = pipe.commands[0]?.operands ?? [];
  if (pipe.commands.length !== 1 || first?.kind !== 'identifier' || !mutators.has(first.name))
    return undefined;
  return target ? variableOf(target) : '';
}

function variableOf(operand: Operand): string {
  return operand.kind === 'variable' && operand.name !== '$' ? operand.name : '';
}
