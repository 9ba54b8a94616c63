import type { AppImage } from '../build/appImages';
import type { LaravelApp } from '../build/laravelApps';
import type { OutsideHints } from '../build/outsideHints';
import { remembered, sameList } from '../build/remembered';
import type { Stack } from '../build/stack';
import type { WorkspaceFiles } from '../build/workspaceFiles';
import { modelStack } from '../model/modelStack';
import type { StackModel } from '../model/stackModel';

/** What the models of all stacks are made from, beside the stack and the files. */
export interface ModelInputs {
  readonly apps: readonly LaravelApp[];
  readonly images: readonly AppImage[];
  readonly hints: OutsideHints;
  readonly externalServices: readonly string[];
}

/** A stack's questions after the others: the list that answered them, and how often another list has come since. */
interface Questions {
  answeredBy?: readonly Stack[];
  renewed: number;
}

/**
 * The model of each stack: the one of before when nothing has changed that it was made of. That it asked for the stacks
 * beside it may show at any time, also when a rule looks closer, so each question is written down when it is asked.
 */
export function stackModels(
  files: WorkspaceFiles,
  stacks: readonly Stack[],
  { apps, images, hints, externalServices }: ModelInputs,
): readonly StackModel[] {
  const external = JSON.stringify(externalServices);
  const now = remembered(files, 'all stacks', [], () => ({ stacks }));
  now.stacks = stacks;
  const models = stacks.map((stack, order) => {
    const questions = remembered(files, `questions ${order}`, [stack], (): Questions => ({ renewed: 0 }));
    if (questions.answeredBy && questions.answeredBy !== stacks) {
      delete questions.answeredBy;
      questions.renewed++;
    }
    const inputs = [stack, apps, images, hints, external, questions.renewed];
    return remembered(files, `model ${order}`, inputs, (tracked) => {
      let answer: readonly Stack[] | undefined;
      const beside = (): readonly Stack[] => {
        if (!answer || questions.answeredBy !== now.stacks) {
          answer = now.stacks.filter(({ root }) => root !== stack.root);
        }
        questions.answeredBy = now.stacks;
        return answer;
      };
      return modelStack({
        files: tracked,
        stack: { ...stack, beside },
        apps,
        images,
        hints,
        externalServices,
      });
    });
  });
  return sameList(files, 'models', models);
}
