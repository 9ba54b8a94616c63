import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  stepsOf,
  type Dockerfile,
  type DockerStage,
} from '../../../server/src/formats/dockerfile/dockerfileFacts';
import { parseDockerfile } from '../../../server/src/formats/dockerfile/parseDockerfile';
import { runPlace } from '../../../server/src/formats/dockerfile/scriptEffect';
import type { Place } from '../../../server/src/text/place';

function onlyStage(text: string): DockerStage {
  const stage = parseDockerfile('Dockerfile', text).stages[0];
  assert.ok(stage);
  return stage;
}

const slice = (text: string, at: Place): string => text.slice(at.span.start, at.span.end);

describe('parseDockerfile, instructions', () => {
  it('joins continuations, and passes over comments and blank lines between them', () => {
    const text =
      'FROM php:8.3-fpm\nrun php artisan config:cache \\\n  # no\n\n  && php artisan \\  \n route:cache\nUSER www-data';
    const file = parseDockerfile('Dockerfile', text);
    assert.deepEqual(
      file.instructions.map(({ keyword }) => keyword),
      ['FROM', 'RUN', 'USER'],
    );
    const [run] = stepsOf(onlyStage(text), 'run');
    assert.deepEqual(
      run?.scan.artisan.map(({ command }) => command),
      ['config:cache', 'route:cache'],
    );
    const [first, second] = run.scan.artisan;
    assert.equal(first && slice(text, runPlace('Dockerfile', run, first)), 'php artisan config:cache');
    assert.equal(
      second && slice(text, runPlace('Dockerfile', run, second)),
      'php artisan \\  \n route:cache',
    );
    assert.deepEqual(file.problems, []);
  });

  it('takes a comment behind a command to the end of the joined line, as Docker joins first', () => {
    const [run] = stepsOf(onlyStage('FROM a\nRUN true # x \\\n && php artisan optimize\n'), 'run');
    assert.deepEqual(run?.scan.artisan, []);
  });

  it('obeys the escape directive, where it comes first', () => {
    const text = '# syntax=docker/dockerfile:1\n# escape=`\nFROM a\nENV A=1 `\n    B=2\nWORKDIR C:\\\n';
    assert.deepEqual(
      stepsOf(onlyStage(text), 'env').map(({ name }) => name),
      ['A', 'B'],
    );
    const late = '# hello\n# escape=`\nFROM a\nENV A=1 \\\n B=2\n';
    assert.deepEqual(
      stepsOf(onlyStage(late), 'env').map(({ name }) => name),
      ['A', 'B'],
    );
  });

  it('reads here-documents of RUN and COPY', () => {
    for (const lineBreak of ['\n', '\r\n']) {
      const text = [
        'FROM a',
        'RUN <<EOF',
        'php artisan config:cache',
        'cp .env.example .env',
        'EOF',
        'COPY <<\'ENV\' <<-"B" /app/',
        'X=$Y',
        'ENV',
        '\tb',
        '\tB',
        'RUN cat <<E > .env && php artisan optimize',
        'A=1',
        'E',
        'EXPOSE 80',
      ].join(lineBreak);
      const stage = onlyStage(text);
      const [lines, mixed] = stepsOf(stage, 'run');
      assert.deepEqual(
        lines?.scan.artisan.map(({ command }) => command),
        ['config:cache'],
      );
      assert.equal(lines.scan.copies.length, 1);
      if (lineBreak === '\n') {
        const [call] = lines.scan.artisan;
        assert.equal(call && slice(text, runPlace('Dockerfile', lines, call)), 'php artisan config:cache');
      }
      const [copy] = stepsOf(stage, 'copy');
      assert.deepEqual(
        copy?.heredocs.map(({ name, body, expands }) => [name, body, expands]),
        [
          ['ENV', 'X=$Y\n', false],
          ['B', 'b\n', false],
        ],
      );
      assert.equal(copy.destination.value, '/app/');
      assert.deepEqual(
        mixed?.scan.writes.map(({ target, body }) => [target, body]),
        [['.env', 'A=1\n']],
      );
      assert.deepEqual(
        mixed.scan.artisan.map(({ command }) => command),
        ['optimize'],
      );
      assert.deepEqual(
        stepsOf(stage, 'expose').map(({ ports }) => ports),
        [[80]],
      );
    }
  });

  it('gives a here-document to a shell only', () => {
    const python = onlyStage('FROM a\nRUN <<EOF\n#!/usr/bin/env python3\nphp artisan optimize\nEOF\n');
    assert.deepEqual(stepsOf(python, 'run')[0]?.scan.artisan, []);
    const bash = onlyStage('FROM a\nRUN bash -e <<EOF\n#!/bin/bash\nphp artisan optimize\nEOF\n');
    assert.equal(stepsOf(bash, 'run')[0]?.scan.artisan.length, 1);
  });

  it('reads the exec form, flags and mounts', () => {
    const text =
      'FROM a\nRUN --mount=type=cache,target=/tmp --network=none ["php", "artisan", "optimize"]\nCOPY ["a b", "/c d/"]\n';
    const stage = onlyStage(text);
    const [run] = stepsOf(stage, 'run');
    assert.deepEqual(
      run?.flags.map(({ name, value }) => [name, value]),
      [
        ['mount', 'type=cache,target=/tmp'],
        ['network', 'none'],
      ],
    );
    assert.equal(run.scan.artisan.length, 1);
    const [copy] = stepsOf(stage, 'copy');
    assert.deepEqual([copy?.sources.map(({ value }) => value), copy?.destination.value], [['a b'], '/c d/']);
  });

  it('tells ONBUILD apart', () => {
    const [copy] = stepsOf(onlyStage('FROM a\nONBUILD COPY . /app\n'), 'copy');
    assert.equal(copy?.onbuild, true);
  });

  it('reports an unknown instruction and reads on', () => {
    const file = parseDockerfile('Dockerfile', 'FROM a\nCOYP . .\nUSER x\n');
    assert.deepEqual(
      file.problems.map(({ message }) => message),
      ['Docker does not know the instruction "COYP".'],
    );
    assert.equal(file.stages[0]?.steps.length, 1);
  });
});

describe('parseDockerfile, stages and values', () => {
  const names = ({ stages }: Dockerfile): unknown[] =>
    stages.map(({ name, parent, image }) => [name, parent, image.value]);

  it('links stages by name, without regard to case', () => {
    const text =
      'ARG V=8.3\nARG D\nFROM --platform=linux/amd64 php:${V}-fpm AS Base\nFROM base as next\nFROM $D\nFROM php:${X:-8}\n';
    assert.deepEqual(names(parseDockerfile('Dockerfile', text)), [
      ['base', undefined, 'php:8.3-fpm'],
      ['next', 0, 'base'],
      [undefined, undefined, undefined],
      [undefined, undefined, 'php:8'],
    ]);
  });

  it('takes COPY --from as stage, number or image', () => {
    const text =
      'FROM a AS one\nFROM b\nCOPY --from=ONE /x /y\nCOPY --from=0 /x /y\nCOPY --from=composer:2 /x /y\nCOPY --from=$Z /x /y\n';
    const stage = parseDockerfile('Dockerfile', text).stages[1];
    assert.ok(stage);
    assert.deepEqual(
      stepsOf(stage, 'copy').map(({ from }) => [from?.stage, from?.image]),
      [
        [0, undefined],
        [0, undefined],
        [undefined, 'composer:2'],
        [undefined, undefined],
      ],
    );
  });

  it('puts variables in where Docker does, and not in those that it cannot know', () => {
    const text = [
      'ARG ROOT=/srv',
      'FROM php:8.3-fpm',
      'ARG ROOT',
      'ENV APP="$ROOT/app" OLD=${ROOT:+yes} Q=\'$ROOT\'',
      'ENV LEGACY some words',
      'WORKDIR $APP',
      'WORKDIR sub',
      'COPY --chown=www:www .env.${STAGE} ./.env',
      'USER ${USER}',
      'ARG ROOT=other',
      'COPY $ROOT/a .',
    ].join('\n');
    const stage = onlyStage(text);
    assert.deepEqual(
      stepsOf(stage, 'env').map(({ name, value }) => [name, value]),
      [
        ['APP', '/srv/app'],
        ['OLD', 'yes'],
        ['Q', '$ROOT'],
        ['LEGACY', 'some words'],
      ],
    );
    assert.deepEqual(
      stepsOf(stage, 'workdir').map(({ path }) => path),
      ['/srv/app', '/srv/app/sub'],
    );
    const [unknown, known] = stepsOf(stage, 'copy');
    assert.deepEqual(
      [unknown?.sources[0]?.value, unknown?.sources[0]?.written],
      [undefined, '.env.${STAGE}'],
    );
    assert.equal(unknown?.destination.value, './.env');
    assert.equal(known?.directory, '/srv/app/sub');
    assert.equal(stepsOf(stage, 'user')[0]?.user.value, undefined);
  });

  it('starts in the working directory of well-known images and of the parent stage', () => {
    const file = parseDockerfile(
      'Dockerfile',
      'FROM php:8-apache AS a\nFROM a\nFROM x/y\nFROM a AS b\nWORKDIR /z\nFROM b\n',
    );
    assert.deepEqual(
      file.stages.map(({ directory }) => directory),
      ['/var/www/html', '/var/www/html', undefined, '/var/www/html', '/z'],
    );
  });

  it('reads ports, users and commands', () => {
    const text =
      'FROM a\nEXPOSE 80 443/tcp 9000-9001\nUSER www:www\nENTRYPOINT ["tini", "--"]\nCMD php artisan serve \\\n  --port=80\n';
    const stage = onlyStage(text);
    assert.deepEqual(stepsOf(stage, 'expose')[0]?.ports, [80, 443, 9000, 9001]);
    const [entrypoint, cmd] = stepsOf(stage, 'cmd', 'entrypoint');
    assert.deepEqual([entrypoint?.kind, entrypoint?.argv], ['entrypoint', ['tini', '--']]);
    assert.equal(cmd?.shell, true);
    assert.match(cmd.argv[2] ?? '', /^php artisan serve\s+--port=80$/);
    assert.match(slice(text, cmd.textAt), /^php artisan serve \\\n {2}--port=80$/);
  });

  it('is no Dockerfile without FROM, and an empty one has no stages', () => {
    for (const text of ['', '# x\n', 'ARG A=1\n', 'RUN x\n', '\uFEFF']) {
      assert.deepEqual(parseDockerfile('Dockerfile', text).stages, [], text);
    }
  });
});

describe('parseDockerfile, on anything', () => {
  it('never throws, and every place lies inside the text', () => {
    const pieces = fc.constantFrom(
      ...[
        'FROM a\n',
        'FROM a AS b\n',
        'FROM b\n',
        'RUN ',
        'COPY ',
        '--from=b ',
        'ENV ',
        'ARG A=1\n',
        'CMD ',
        'WORKDIR /x\n',
        'ONBUILD ',
      ],
      ...[
        '\\\n',
        '\n',
        '\r\n',
        '#',
        ' ',
        '"',
        "'",
        '[',
        ']',
        '"a", ',
        '$A',
        '${',
        '}',
        '<<EOF',
        'EOF\n',
        '<<-X ',
        '. .',
        '\uFEFF',
        '🚀',
        '`',
      ],
      ...['# escape=`\n', 'php artisan optimize', 'EXPOSE 1-99999\n', '='],
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.array(pieces).map((parts) => parts.join('')),
          fc.string(),
        ),
        (text) => {
          const file = parseDockerfile('Dockerfile', text);
          const places = [
            ...file.instructions.flatMap(({ at, keywordAt, heredocs }) => [
              at,
              keywordAt,
              ...heredocs.map(({ bodyAt }) => bodyAt),
            ]),
            ...file.stages.flatMap(({ at, image, end, steps }) => [
              at,
              image.at,
              end,
              ...steps.map((step) => step.at),
            ]),
            ...file.stages
              .flatMap((stage) => stepsOf(stage, 'copy'))
              .flatMap(({ sources, destination }) => [...sources.map(({ at }) => at), destination.at]),
            ...file.stages
              .flatMap((stage) => stepsOf(stage, 'run'))
              .flatMap((run) => run.scan.steps.map(({ step }) => runPlace('Dockerfile', run, step))),
            ...file.stages
              .flatMap((stage) => stepsOf(stage, 'cmd', 'entrypoint'))
              .map(({ textAt }) => textAt),
          ];
          for (const { span } of places) {
            assert.ok(
              span.start >= 0 && span.start <= span.end && span.end <= text.length,
              JSON.stringify([text, span]),
            );
          }
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('stays quick on what is made to be slow', () => {
    for (const text of [
      `FROM a\n${'ENV A=1\n'.repeat(2000)}${'WORKDIR $A$B\n'.repeat(1000)}`,
      'FROM a AS b\n'.repeat(2000),
      `FROM a\nRUN ${'\\\n'.repeat(20000)}x`,
      `FROM a\nRUN ${'<<E '.repeat(2000)}\n${'x\n'.repeat(2000)}`,
      `FROM a\nCMD ${'['.repeat(20000)}`,
      `FROM a\nENV ${'"a\\'.repeat(20000)}`,
    ]) {
      parseDockerfile('Dockerfile', text);
    }
  });
});
