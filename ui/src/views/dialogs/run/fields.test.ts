import { describe, expect, it } from 'vitest';
import type { ClaimedPort } from '../../../ipc/bindings';
import { FakeBackend, failed } from '../../../ipc/fake';
import { container, image, port } from '../../../ipc/fake/data';
import { imageParts } from '../../../ipc/fake/understand';
import { Mirror } from '../../../state/mirror.svelte';
import { Operations } from '../../../state/operations.svelte';
import { Strip } from '../../../state/strip.svelte';
import { RunForm } from '../runForm.svelte';
import { Batch } from './batch.svelte';
import { HostPorts, holderOf, unpublished, withHostPort } from './hostPorts.svelte';
import { localName, localNames, wordsText } from './image.svelte';
import { pastedVariables, restartText, variableOf, variableText, wrongBox } from './texts';
import { freeName, sections } from './view.svelte';

const claim = (first: number, more: Partial<ClaimedPort> = {}): ClaimedPort => ({
  index: 0,
  hostIp: null,
  first,
  last: first,
  protocol: 'tcp',
  ...more,
});

function ports(
  claims: ClaimedPort[],
  containers = [container('web', 'nginx', 'running', 1, { ports: [port(80, 8080)] })],
) {
  const backend = new FakeBackend();
  const mirror = new Mirror();
  mirror.apply({ kind: 'containers', revision: 1, all: true, changed: containers, removed: [] });
  return { backend, host: new HostPorts(backend, mirror, () => claims) };
}

describe('who has a host port', () => {
  it('is the container whose published port meets the one that is asked for', () => {
    const web = container('web', 'nginx', 'running', 1, { ports: [port(80, 8080, '127.0.0.1'), port(443)] });
    const holds = (one: ClaimedPort) => holderOf(one, [web]);
    expect(holds(claim(8080))).toEqual({ kind: 'container', name: 'web', port: 8080 });
    expect(holds(claim(8079, { last: 8081 }))?.port).toBe(8080);
    expect(holds(claim(8080, { hostIp: '127.0.0.1' }))?.kind).toBe('container');
    expect(holds(claim(8080, { hostIp: '192.168.0.2' }))).toBeUndefined();
    expect(holds(claim(8080, { protocol: 'udp' }))).toBeUndefined();
    expect(holds(claim(443)), 'a port that is not published is nobody’s').toBeUndefined();
  });

  it('is somebody else where only the system knows, and the container where both do', async () => {
    const { backend, host } = ports([claim(9000), claim(8080, { index: 1 }), claim(9001, { index: 2 })]);
    backend.run.busy.add(9000).add(8080);
    await host.look();
    expect(host.holder(0)).toEqual({ kind: 'other', port: 9000 });
    expect(host.holder(1)).toEqual({ kind: 'container', name: 'web', port: 8080 });
    expect(host.holder(2)).toBeUndefined();
  });
});

describe('a free host port', () => {
  it('is the one that is asked for, else the next that neither a container nor a program nor the form has', async () => {
    const { backend, host } = ports([claim(8082, { index: 1 })]);
    backend.run.busy.add(8081);
    expect(await host.free(9000, 1)).toBe(9000);
    expect(await host.free(8080, 1)).toBe(8083);
    expect(await host.free(8080, 1, 'tcp', 1), 'its own port is not in its way').toBe(8082);
  });

  it('of a well-known port is its own, else among the high ones', async () => {
    const { backend, host } = ports([]);
    expect(await host.free(80, 1)).toBe(80);
    backend.run.busy.add(80);
    expect(await host.free(80, 1), '8080 is the container’s').toBe(8081);
  });

  it('has as many free ones behind it as there are containers', async () => {
    const { backend, host } = ports([]);
    backend.run.busy.add(9001);
    expect(await host.free(9000, 3)).toBe(9002);
  });
});

describe('texts', () => {
  it('take another host port and keep the rest', () => {
    expect(withHostPort('8080:80', 81)).toBe('81:80');
    expect(withHostPort('127.0.0.1:8080:80/udp', 81)).toBe('127.0.0.1:81:80/udp');
    expect(withHostPort('[::1]:8080:80', 81)).toBe('[::1]:81:80');
    expect(withHostPort('80', 81)).toBe('81:80');
  });

  it('name the exposed ports that nothing leads to', () => {
    expect(unpublished(['80/tcp', '53/udp', '53/tcp'], ['8080:80', '53', ''])).toEqual(['53/udp']);
  });

  it('are variables, with whatever stands in their values', () => {
    expect(variableOf('URL=a=b')).toEqual({ key: 'URL', value: 'a=b' });
    expect(variableText({ key: 'URL', value: '' })).toBe('URL=');
    expect(variableText({ key: '', value: '' })).toBe('');
    expect(pastedVariables('# of the app\nexport A=1\n\nB=two words\n')).toEqual([
      { key: 'A', value: '1' },
      { key: 'B', value: 'two words' },
    ]);
    expect(pastedVariables('GREETING'), 'a name alone is typed as it is').toEqual([]);
  });

  it('say how often a failure starts it again', () => {
    expect(restartText('on-failure', ' 3 ')).toBe('on-failure:3');
    expect(restartText('always', '3')).toBe('always');
  });

  it('are words as a shell would take them', () => {
    expect(wordsText(['nginx', '-g', 'daemon off;'])).toBe("nginx -g 'daemon off;'");
  });
});

describe('the image', () => {
  const images = [image(['nginx:latest', 'me/nginx:2'], 1, 1), image(['redis:7'], 1, 1)];

  it('is proposed by the names that are here, and no longer once it is one of them', () => {
    expect(localNames(images, 'ngi')).toEqual(['nginx', 'me/nginx:2']);
    expect(localNames(images, '')).toEqual([]);
    expect(localNames(images, 'nginx')).toEqual([]);
    expect(localNames(images, 'NGINX:latest')).toEqual([]);
  });

  it('is found by what docker reads into its name', () => {
    expect(localName(imageParts('nginx'), images)).toBe('nginx:latest');
    expect(localName(imageParts('redis'), images)).toBeUndefined();
    expect(localName(imageParts('redis:7'), images)).toBe('redis:7');
  });
});

describe('the form', () => {
  const form = (text: ConstructorParameters<typeof RunForm>[2]) => {
    const backend = new FakeBackend();
    return { backend, form: new RunForm(backend, new Operations(backend, new Strip()), text) };
  };

  it('is filled by a pasted line and gives the same text again', () => {
    const text = {
      ...form({}).form.text,
      image: 'nginx',
      env: ['A=1'],
      restart: 'on-failure:3',
      detach: false,
      create: true,
    };
    expect(form(text).form.text).toEqual({
      ...text,
      ports: [''],
      volumes: [{ source: '', target: '', readOnly: false }],
    });
  });

  it('is detached unless a line said otherwise', () => {
    expect(form({ image: 'nginx' }).form.detach).toBe(true);
    expect(form({ image: 'nginx', base: { image: 'nginx' } }).form.detach).toBe(false);
  });

  it('says of folded parts what they hold, without the values of variables', () => {
    const { form: filled } = form({ env: ['TOKEN=hunter2'], volumes: [{ source: 'data', target: '/data' }], count: 3 });
    expect(sections(filled)).toMatchObject({ env: 'TOKEN', volumes: 'data:/data', several: '×3', limits: '' });
  });

  it('marks the box of a volume that its mistake is in', () => {
    const volume = { source: 'data', target: '/data', readOnly: false };
    expect(wrongBox(volume, 'targetNotAbsolute')).toBe('target');
    expect(wrongBox(volume, 'targetTwice')).toBe('target');
    expect(wrongBox(volume, 'pathNotAbsolute')).toBe('source');
    expect(wrongBox({ ...volume, target: '/a:b' }, 'pathWithColon')).toBe('target');
    expect(wrongBox({ ...volume, source: '/a:b' }, 'pathWithColon')).toBe('source');
    // What the engine refused.
    expect(wrongBox(volume, undefined)).toBe('source');
  });

  it('says conflicts at once, and other mistakes once the field was left', async () => {
    const { form: wrong } = form({ image: 'nginx', rm: true, restart: 'always', memory: 'lots' });
    await wrong.read();
    expect(wrong.mistake({ field: 'restart', index: 0 })?.code).toBe('restartWithRm');
    expect(wrong.mistake({ field: 'memory', index: 0 })).toBeUndefined();
    expect(wrong.wrong(['memory'])).toBe(false);
    wrong.leave({ field: 'memory', index: 0 });
    expect(wrong.wrong(['memory'])).toBe(true);
  });

  it('makes without starting when that is asked', async () => {
    const { backend, form: one } = form({ image: 'nginx', name: 'web' });
    const made = one.send(true);
    await expect.poll(() => backend.pending.length).toBe(1);
    expect(backend.pending[0]?.command).toMatchObject({ verb: 'create', name: 'web' });
    backend.pending[0]?.end({ status: 'ok', data: { kind: 'container', id: 'c1', name: 'web' } });
    expect(await made).toMatchObject({ id: 'c1' });
  });

  it('makes several one by one, says how each ended, and tries only the failed ones again', async () => {
    const { backend, form: several } = form({ image: 'nginx', name: 'web-{n}', ports: ['8080:80'], count: 3 });
    const end = async (...answer: Parameters<typeof failed> | []) => {
      await expect.poll(() => backend.pending.length).toBe(1);
      const { command } = backend.pending[0] ?? {};
      const name = command?.verb === 'run' ? (command.name ?? '') : '';
      backend.pending[0]?.end(
        answer.length > 0
          ? failed(...(answer as Parameters<typeof failed>))
          : { status: 'ok', data: { kind: 'container', id: name, name } },
      );
      return command;
    };
    const sent = several.send();
    expect(await end()).toMatchObject({ name: 'web-1', publish: ['8080:80'] });
    expect(await end('portInUse', { port: '8081' })).toMatchObject({ name: 'web-2', publish: ['8081:80'] });
    await end();
    expect(await sent).toBeUndefined();
    expect(several.batch?.steps.map(({ state }) => state)).toEqual(['done', 'failed', 'done']);
    const again = several.send();
    expect(await end()).toMatchObject({ name: 'web-2' });
    expect(await again).toMatchObject({ name: 'web-3' });
  });

  it('does not try the others when none of them could be made', async () => {
    const { backend, form: several } = form({ image: 'nobody', count: 3 });
    const sent = several.send();
    await expect.poll(() => backend.pending.length).toBe(1);
    backend.pending[0]?.end(failed('imageNotFound', { image: 'nobody' }));
    expect(await sent).toBeUndefined();
    expect(several.batch?.steps.map(({ state }) => state)).toEqual(['failed', 'skipped', 'skipped']);
    expect(several.problem?.code).toBe('imageNotFound');
  });
});

describe('a batch', () => {
  it('begins nothing more once it is cancelled', async () => {
    const backend = new FakeBackend();
    const operations = new Operations(backend, new Strip());
    const commands = ['a1', 'a2'].map((name) => ({ verb: 'run' as const, image: 'nginx', name }));
    const batch = new Batch((command, onProgress) => operations.perform(command, undefined, onProgress), commands);
    const started = batch.start();
    await expect.poll(() => backend.pending.length).toBe(1);
    batch.cancel();
    expect(await started).toBe(false);
    expect(batch.steps.map(({ state }) => state)).toEqual(['cancelled', 'skipped']);
  });
});

it('a free name counts on', () => {
  const containers = ['web', 'web-2', 'db-9'].map((name) => container(name, 'nginx', 'running', 1));
  expect(freeName('web', containers)).toBe('web-3');
  expect(freeName('db-9', containers)).toBe('db-10');
});
