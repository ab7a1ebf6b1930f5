import { describe, expect, it } from 'vitest';
import { engine, port } from '../../ipc/fake/data';
import { addressText, hostOf, portsOf } from './ports';

const shown = (ports: ReturnType<typeof port>[], known = engine) =>
  portsOf({ ports }, known).map(({ containerPort, published }) =>
    published ? `${addressText(published.host, published.port)}>${containerPort}` : `(${containerPort})`,
  );

describe('ports of a container', () => {
  it('shows a port once that docker publishes on IPv4 and IPv6', () => {
    expect(shown([port(80, 8080), port(80, 8080, '::')])).toEqual(['localhost:8080>80']);
  });

  it('shows two host ports of one container port', () => {
    expect(shown([port(80, 8081), port(80, 8080)])).toEqual(['localhost:8080>80', 'localhost:8081>80']);
  });

  it('leaves out the exposed port that is also published', () => {
    expect(shown([port(80), port(80, 8080), port(443)])).toEqual(['localhost:8080>80', '(443)']);
  });

  it('goes where a remote engine publishes', () => {
    expect(shown([port(80, 8080)], { ...engine, portsHost: '10.0.0.7' })).toEqual(['10.0.0.7:8080>80']);
  });

  it('goes to a particular address when it is published there only', () => {
    expect(hostOf('192.168.0.4', engine)).toBe('192.168.0.4');
    expect(hostOf('127.0.0.1', engine)).toBe('localhost');
    expect(shown([port(80, 8080, 'fd00::1')])).toEqual(['[fd00::1]:8080>80']);
  });

  it('does not send anybody to the loopback of another machine', () => {
    const [view] = portsOf({ ports: [port(80, 8080, '127.0.0.1')] }, { ...engine, portsHost: '10.0.0.7' });
    expect(view?.published).toEqual({ host: '127.0.0.1', port: 8080, browsable: false, away: true });
  });

  it('begins with what can be opened', () => {
    const udp = { ...port(53, 53), protocol: { kind: 'udp' } } as const;
    expect(shown([udp, port(80, 9999)])).toEqual(['localhost:9999>80', 'localhost:53>53']);
  });

  it('opens only tcp in a browser', () => {
    const [view] = portsOf({ ports: [{ ...port(53, 53), protocol: { kind: 'udp' } }] }, engine);
    expect(view?.published?.browsable).toBe(false);
    expect(view?.protocol).toBe('udp');
  });
});
