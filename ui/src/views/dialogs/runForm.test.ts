import { describe, expect, it } from 'vitest';
import { FakeBackend, failed, problem } from '../../ipc/fake';
import { Operations } from '../../state/operations.svelte';
import { Strip } from '../../state/strip.svelte';
import { spotOf } from './run/spot';
import { RunForm } from './runForm.svelte';

function setup(text = { image: 'nginx', name: 'web', ports: ['80:80'] }) {
  const backend = new FakeBackend();
  return { backend, form: new RunForm(backend, new Operations(backend, new Strip()), text) };
}

describe('the run form', () => {
  it('says a mistake at its field only after the field was left', async () => {
    const { form } = setup({ image: 'Nginx', name: '', ports: [''] });
    await form.read();
    expect(form.mistake({ field: 'image', index: 0 })).toBeUndefined();
    form.leave({ field: 'image', index: 0 });
    expect(form.mistake({ field: 'image', index: 0 })?.code).toBe('referenceUppercase');
  });

  it('says every mistake once it is sent, and runs nothing', async () => {
    const { backend, form } = setup({ image: '', name: '', ports: ['80:80', 'x'] });
    expect(await form.send()).toBeUndefined();
    expect(form.mistake({ field: 'image', index: 0 })?.code).toBe('missing');
    expect(form.mistake({ field: 'ports', index: 1 })?.code).toBe('invalidPort');
    expect(form.mistake({ field: 'ports', index: 0 })).toBeUndefined();
    expect(backend.pending).toHaveLength(0);
  });

  it('runs detached and ends with the container', async () => {
    const { backend, form } = setup();
    const answer = form.send();
    await expect.poll(() => backend.pending.length).toBe(1);
    expect(backend.pending[0]?.command).toMatchObject({ verb: 'run', detach: true, name: 'web', publish: ['80:80'] });
    expect(form.running).toBe(true);
    backend.pending[0]?.end({ status: 'ok', data: { kind: 'container', id: 'c1', name: 'web' } });
    expect(await answer).toMatchObject({ id: 'c1' });
    expect(form.running).toBe(false);
  });

  it('keeps the problem, and the container that was made and did not start', async () => {
    const { backend, form } = setup();
    const answer = form.send();
    await expect.poll(() => backend.pending.length).toBe(1);
    backend.pending[0]?.progress({ kind: 'created', id: 'c1', name: 'web' });
    backend.pending[0]?.end(failed('portInUse', { port: '80' }));
    await answer;
    expect(form.problem?.code).toBe('portInUse');
    expect(form.leftover).toEqual({ id: 'c1', name: 'web' });
  });

  it('remembers what it left behind while another try with its name fails', async () => {
    const { backend, form } = setup();
    const fails = async (sent: Promise<unknown>, created: boolean, ...why: Parameters<typeof failed>) => {
      await expect.poll(() => backend.pending.length).toBe(1);
      if (created) backend.pending[0]?.progress({ kind: 'created', id: 'c1', name: 'web' });
      backend.pending[0]?.end(failed(...why));
      await sent;
    };
    await fails(form.send(), true, 'portInUse', { port: '80' });
    form.ports[0] = '8080:80';
    await fails(form.send(), false, 'nameInUse', { name: 'web' });
    expect(form.leftover).toEqual({ id: 'c1', name: 'web' });
    const again = form.removeAndSend();
    await expect.poll(() => backend.pending.length).toBe(1);
    expect(backend.pending[0]?.command).toMatchObject({ verb: 'rm', containers: ['web'], force: false });
    backend.pending[0]?.end({ status: 'ok', data: { kind: 'done' } });
    await expect.poll(() => backend.pending[0]?.command.verb).toBe('run');
    backend.pending[0]?.end({ status: 'ok', data: { kind: 'container', id: 'c2', name: 'web' } });
    expect(await again).toMatchObject({ id: 'c2' });
    expect(form.leftover).toBeUndefined();
  });

  it('forgets it under another name, and runs nothing when it cannot be removed', async () => {
    const { backend, form } = setup();
    form.leftover = { id: 'c1', name: 'web' };
    const removal = form.removeAndSend();
    await expect.poll(() => backend.pending.length).toBe(1);
    backend.pending[0]?.end(failed('containerRunning', { container: 'web' }));
    expect(await removal).toBeUndefined();
    expect(form.problem?.code).toBe('containerRunning');
    expect(backend.pending).toHaveLength(0);
    form.name = 'other';
    const sent = form.send();
    await expect.poll(() => backend.pending.length).toBe(1);
    expect(form.leftover).toBeUndefined();
    backend.pending[0]?.end(failed('internal'));
    await sent;
  });

  it('goes back to the form after a cancel, without a problem', async () => {
    const { backend, form } = setup();
    const answer = form.send();
    await expect.poll(() => backend.pending.length).toBe(1);
    form.operation?.cancel();
    expect(await answer).toBeUndefined();
    expect(form.problem).toBeUndefined();
    expect(form.running).toBe(false);
  });
});

describe('the field that a problem is about', () => {
  const asked = (more: Partial<Parameters<typeof spotOf>[1]> = {}) => ({
    ports: [],
    envFiles: [],
    volumes: [],
    network: '',
    aliases: '',
    name: '',
    memory: '',
    cpus: '',
    user: '',
    workdir: '',
    restart: '',
    entrypoint: '',
    command: '',
    ...more,
  });

  it('is the port that is taken, among several', () => {
    const ports = asked({ ports: ['127.0.0.1:8080:80', '9090:90/udp', '70:70', '', '8081-8083:81-83/tcp'] });
    expect(spotOf(problem('portInUse', { port: '9090' }), ports)).toEqual({ field: 'ports', index: 1 });
    expect(spotOf(problem('portInUse', { port: '8080' }), ports)).toEqual({ field: 'ports', index: 0 });
    expect(spotOf(problem('portInUse', { port: '8082' }), ports), 'in a range').toEqual({ field: 'ports', index: 4 });
    expect(spotOf(problem('portInUse', { port: '8084' }), ports), 'docker’s own choice').toBeUndefined();
    expect(spotOf(problem('portInUse'), ports), 'it is not said which').toBeUndefined();
    expect(spotOf(problem('portInUse'), asked({ ports: ['', '80:80'] }))).toEqual({ field: 'ports', index: 1 });
  });

  it('is the file that is missing, among several', () => {
    const files = asked({ envFiles: ['/a.env', ' /b.env'] });
    expect(spotOf(problem('fileNotFound', { path: '/b.env' }), files)).toEqual({ field: 'envFiles', index: 1 });
    expect(spotOf(problem('fileNotFound', { path: '/labels' }), files), 'a file of another flag').toBeUndefined();
    expect(spotOf(problem('invalidValue', { value: '/b.env' }), files)).toEqual({ field: 'envFiles', index: 1 });
    expect(spotOf(problem('invalidValue', { value: 'A B', path: '/b.env' }), files), 'a line in it').toEqual({
      field: 'envFiles',
      index: 1,
    });
    expect(spotOf(problem('invalidValue'), files)).toBeUndefined();
  });

  it('is the network or the volume that is named, and what the form has no field for where it is another', () => {
    const text = asked({ network: 'leafy', volumes: [volume('db'), volume('cache')] });
    expect(spotOf(problem('networkNotFound', { network: 'leafy' }), text)?.field).toBe('network');
    expect(spotOf(problem('networkNotFound', { network: 'other' }), text)?.field).toBe('base');
    expect(spotOf(problem('volumeNotFound', { volume: 'cache' }), text)).toEqual({ field: 'volumes', index: 1 });
  });

  it('is what the engine says it refused, unless the form left that to the image', () => {
    const memory = problem('invalidValue', { flag: '--memory' });
    expect(spotOf(memory, asked({ memory: '1m' }))?.field).toBe('memory');
    expect(spotOf(memory, asked())).toBeUndefined();
    const start = problem('startFailed', { flag: 'COMMAND', container: 'web' });
    expect(spotOf(start, asked({ command: 'nothere' }))?.field).toBe('command');
    expect(spotOf(start, asked({ command: 'x', entrypoint: '/nothere' }))?.field).toBe('entrypoint');
    expect(spotOf(start, asked())).toBeUndefined();
    const mount = problem('startFailed', { flag: '--volume' });
    expect(spotOf(mount, asked({ volumes: [volume('a')] }))).toEqual({ field: 'volumes', index: 0 });
    expect(spotOf(mount, asked({ volumes: [volume('a'), volume('b')] })), 'it is not said which').toBeUndefined();
    const group = problem('startFailed', { flag: 'GROUP' });
    expect(spotOf(group, asked({ user: '0:nogroup' }))?.field).toBe('user');
    expect(spotOf(group, asked({ user: '1000' })), 'a group of --group-add').toBeUndefined();
  });

  it('is the name or the image, and nothing for what concerns no field', () => {
    expect(spotOf(problem('nameInUse', { name: 'web' }), asked())?.field).toBe('name');
    for (const code of ['imageNotFound', 'unauthorized', 'registryUnreachable', 'invalidReference'] as const) {
      expect(spotOf(problem(code), asked())?.field).toBe('image');
    }
    expect(spotOf(problem('internal'), asked())).toBeUndefined();
  });
});

function volume(source: string) {
  return { source, target: '/data', readOnly: false };
}
