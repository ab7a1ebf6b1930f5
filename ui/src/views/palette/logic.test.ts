import { describe, expect, it } from 'vitest';
import { locale } from '../../i18n/locale.svelte';
import type { Command, ExplainedPart, Outcome, ParseError } from '../../ipc/bindings';
import { container, engine } from '../../ipc/fake/data';
import { consequencesOf } from '../dialogs/care';
import { elsewhere } from './elsewhere';
import { filled } from './fill';
import { couldBeBare, looksLikeLine } from './looksLikeLine';
import { score } from './match';
import { MISTAKES, mistakeWords } from './mistakes';
import { endedWords } from './outcome';
import { around, mended, rowsOf, segmentsOf } from './segments';
import { tableOf } from './tables';

const part = (
  text: string,
  at: number,
  role: ExplainedPart['role'],
  key: string,
  end = at + text.length,
): ExplainedPart => ({
  text,
  at,
  end,
  role,
  key,
  image: [],
});
const error = (at: number, end: number, suggestion: string | null = null): ParseError => ({
  code: 'unknown_command',
  at,
  end,
  what: '',
  suggestion,
  detail: '',
});

describe('what is pasted', () => {
  it.each([
    'docker ps',
    '  docker',
    '$ docker run nginx',
    'sudo docker ps',
    'docker-compose up',
    'docker.exe ps',
    '/usr/bin/docker ps',
    'me@host:~/app$ docker ps',
    'PS C:\\Users\\me> docker ps',
    '# first\ndocker ps',
    'cd app\ndocker build .',
  ])('is a line: %s', (text) => expect(looksLikeLine(text)).toBe(true));

  it.each(['dockerfile', 'hellonginx', 'my-docker-image', 'run -p 80:80 nginx', ''])('is no line: %s', (text) =>
    expect(looksLikeLine(text)).toBe(false),
  );

  it('could be a command without docker', () => {
    expect(couldBeBare('run -p 80:80 nginx')).toBe(true);
    expect(couldBeBare('run')).toBe(false);
    expect(couldBeBare('docker run nginx')).toBe(false);
  });
});

describe('a line in pieces', () => {
  it('keeps every character in its place, also those that take two code units', () => {
    const text = '# 🐳\ndocker run 🐳';
    const segments = segmentsOf(text, 4, 16, [
      part('docker', 4, 'command', 'docker'),
      part('run', 11, 'command', 'run'),
    ]);
    expect(segments.map((one) => one.text).join('')).toBe('docker run 🐳');
    expect(segments[0]?.part?.key).toBe('docker');
  });

  it('keeps a secret masked, whatever its length', () => {
    const text = 'docker login -p hunter2 reg';
    const segments = segmentsOf(text, 0, 27, [part('•••', 16, 'flagValue', 'account.password', 23)]);
    expect(segments.map((one) => one.text).join('')).toBe('docker login -p ••• reg');
  });

  it('shows what is wrong, and mends it where it stands', () => {
    expect(around('x\ndocker 웹 puase b', 2, 18, error(11, 16))).toEqual(['docker 웹 ', 'puase', ' b']);
    expect(mended('🐳 puase b', error(2, 7, 'pause'))).toBe('🐳 pause b');
    expect(around('docker run', 0, 10, error(10, 10))).toEqual(['docker run', '', '']);
  });

  it('explains a flag and its value together', () => {
    const rows = rowsOf([
      part('-p', 0, 'flag', 'run.publish'),
      part('80:80', 3, 'flagValue', 'port.mapping'),
      part('-p', 9, 'flag', 'run.publish'),
      part('81:80', 11, 'flagValue', 'port.mapping'),
      part('-d', 17, 'flag', 'run.detach'),
    ]);
    expect(rows.map(({ text, gap = '', value }) => text + gap + (value?.text ?? ''))).toEqual([
      '-p 80:80',
      '-p81:80',
      '-d',
    ]);
  });
});

describe('a search', () => {
  it('puts what begins so before what has it inside, and both before letters in order', () => {
    const all = [
      score('web', 'web', ''),
      score('web', 'web-2', ''),
      score('web', 'my-web', ''),
      score('web', 'x', 'web'),
      score('wb', 'web', ''),
    ];
    expect(all).toEqual([0, 1, 2, 3, 4]);
    expect(score('zz', 'web', '')).toBeUndefined();
  });
});

describe('mistakes', () => {
  it.each(['en', 'ko'] as const)('have words for every code in %s', (language) => {
    locale.set(language);
    const seen = new Set(
      MISTAKES.map((code) => {
        const { what, todo } = mistakeWords({ code, what: 'X' });
        expect(what, code).not.toBe('');
        expect(todo, code).not.toBe('');
        return what;
      }),
    );
    expect(seen.size).toBe(MISTAKES.length);
  });
});

describe('care', () => {
  const up = container('up', 'nginx', 'running', 1);
  const down = container('down', 'nginx', 'exited', 2);
  const mirror = { containers: [up, down] };
  const lost = (command: Command) =>
    consequencesOf(command, mirror)
      .filter(({ kind }) => kind === 'lost')
      .map(({ text }) => text)
      .join('\n');

  it('names what goes, and what is killed', () => {
    const said = lost({ verb: 'rmAll', which: { all: true, quiet: true }, force: true });
    expect(said).toMatch(/\(2\): up, down/);
    expect(said).toMatch(/killed.*: up$/m);
    expect(lost({ verb: 'rmAll', which: { quiet: true }, force: true })).not.toContain('down');
    expect(lost({ verb: 'containerPrune' })).not.toContain('up');
  });

  it('does not claim to know what only the engine can list', () => {
    expect(lost({ verb: 'rmAll', which: { all: true, status: ['exited'] }, force: true })).not.toContain('down');
  });

  it('has something to say of whatever Rust asks care for', () => {
    for (const command of [
      { verb: 'volumeRm', volumes: ['db'] },
      { verb: 'systemPrune' },
      { verb: 'rmi', images: ['x'] },
      { verb: 'rmiAll', which: {} },
      { verb: 'kill', containers: ['up'] },
      { verb: 'stopAll', which: {} },
      { verb: 'composeDown' },
      { verb: 'networkPrune' },
      { verb: 'containerPrune', filter: [] },
    ] satisfies Command[]) {
      expect(consequencesOf(command, mirror).length, command.verb).toBeGreaterThan(0);
    }
  });
});

describe('the forms', () => {
  it('are filled with the whole command', () => {
    const run = filled({ verb: 'run', image: 'nginx', env: ['A=1'], publish: ['80:80'] });
    expect(run).toMatchObject({ form: 'run', command: { image: 'nginx', publish: ['80:80'], env: ['A=1'] } });
    expect(filled({ verb: 'create', image: 'nginx' })).toMatchObject({ form: 'run', command: { verb: 'create' } });
    const build = filled({ verb: 'build', context: '/src', file: '/src/docker/Dockerfile', noCache: true });
    expect(build).toMatchObject({
      form: 'build',
      text: { folder: '/src', dockerfile: 'docker/Dockerfile', base: { noCache: true } },
    });
    expect(filled({ verb: 'build', context: '/src', file: '/src2/Dockerfile' })).toMatchObject({
      text: { dockerfile: '/src2/Dockerfile' },
    });
  });

  it('are not offered for what they cannot hold', () => {
    expect(filled({ verb: 'build', context: 'https://example.com/a.git' })).toBeUndefined();
    expect(filled({ verb: 'pull', image: 'nginx' })).toBeUndefined();
  });
});

describe('another engine', () => {
  it('is one that is not in use', () => {
    expect(elsewhere(null, engine)).toBeUndefined();
    expect(elsewhere({ kind: 'host', value: engine.address }, engine)).toBeUndefined();
    expect(elsewhere({ kind: 'host', value: 'tcp://other:2375' }, engine)).toBe('tcp://other:2375');
    expect(
      elsewhere({ kind: 'context', value: 'lab' }, { ...engine, source: { kind: 'currentContext', name: 'lab' } }),
    ).toBeUndefined();
    expect(elsewhere({ kind: 'context', value: 'lab' }, { ...engine, source: { kind: 'default' } })).toBe('lab');
  });
});

describe('an outcome', () => {
  it('has words of its own for each kind, in both languages', () => {
    const outcomes: Outcome[] = [
      { kind: 'done' },
      { kind: 'container', id: 'i', name: 'web' },
      { kind: 'image', id: 'i', reference: null },
      { kind: 'ended', id: 'i', name: 'web', exitCode: 127 },
      { kind: 'exits', exits: [{ container: 'web', exitCode: 143 }] },
      { kind: 'network', id: 'i', name: 'net' },
      { kind: 'volume', name: 'db' },
      { kind: 'loaded', images: ['a'] },
      { kind: 'untagged', untagged: ['a'], deleted: ['b'] },
      {
        kind: 'pruned',
        pruned: { containers: ['a'], networks: [], volumes: [], images: [], buildCache: [], reclaimed: 5 },
      },
      { kind: 'written', path: '/x', bytes: 10 },
    ];
    for (const language of ['en', 'ko'] as const) {
      locale.set(language);
      expect(new Set(outcomes.map((one) => endedWords(one).text)).size).toBe(outcomes.length);
    }
    expect(
      endedWords({
        kind: 'pruned',
        pruned: { containers: [], networks: [], volumes: [], images: [], buildCache: [], reclaimed: 0 },
      }).more,
    ).toHaveLength(1);
  });

  it('that is an answer is a table with as many columns as titles', () => {
    const table = tableOf({
      of: 'diskUsage',
      usage: [{ kind: 'images', total: 1, active: 1, size: 5, reclaimable: 0 }],
    });
    expect(table?.rows[0]).toHaveLength(table?.titles.length ?? 0);
    expect(tableOf({ of: 'objects', json: '[]' })).toBeUndefined();
  });
});
