/** What a container is made of, as words: shared by its card and by the inspect tab. */
import { sizeText } from '../../../i18n/format';
import type { ContainerDetail, ContainerMount, ImageConfig } from '../../../ipc/bindings';
import { m } from '../../../paraglide/messages';

/** Words as one would type them, each quoted where it needs to be; to be read, not to be run. */
export function spoken(words: readonly string[]): string {
  return words.map((word) => (/^[\w@%+=:,./-]+$/.test(word) ? word : JSON.stringify(word))).join(' ');
}

/** What runs in it: the entrypoint and then the command. */
export function commandOf({ entrypoint, cmd }: Pick<ImageConfig, 'entrypoint' | 'cmd'>): string {
  return spoken([...entrypoint, ...cmd]);
}

/** Where what runs comes from: which parts of the image it is, or that the line said otherwise. */
export function origin({
  config,
  ofImage,
}: Pick<ContainerDetail, 'config' | 'ofImage'>): { ofImage: boolean; what: string } | undefined {
  if (!ofImage) return undefined;
  const same = (one: readonly string[], other: readonly string[]) => JSON.stringify(one) === JSON.stringify(other);
  const is = same(config.entrypoint, ofImage.entrypoint) && same(config.cmd, ofImage.cmd);
  const parts = [ofImage.entrypoint.length > 0 ? 'ENTRYPOINT' : '', ofImage.cmd.length > 0 ? 'CMD' : ''].filter(
    Boolean,
  );
  return { ofImage: is && parts.length > 0, what: parts.join(' + ') };
}

export function restartText({
  restartPolicy,
  autoRemove,
}: Pick<ContainerDetail, 'restartPolicy' | 'autoRemove'>): string {
  if (autoRemove) return m.life_restart_rm();
  switch (restartPolicy.name) {
    case 'no':
      return m.life_restart_no();
    case 'always':
      return m.life_restart_always();
    case 'unless-stopped':
      return m.life_restart_unless_stopped();
    case 'on-failure':
      return restartPolicy.most > 0
        ? m.life_restart_on_failure_most({ most: restartPolicy.most })
        : m.life_restart_on_failure();
    default:
      return restartPolicy.name;
  }
}

/** Each limit in words; none when there is none. */
export function limitTexts({ limits }: Pick<ContainerDetail, 'limits'>): string[] {
  const list: string[] = [];
  if (limits.memory !== null) list.push(m.life_limit_memory({ size: sizeText(limits.memory) }));
  if (limits.nanoCpus !== null) list.push(m.life_limit_cpus({ cpus: limits.nanoCpus / 1e9 }));
  if (limits.pids !== null) list.push(m.life_limit_pids({ pids: limits.pids }));
  return list;
}

export interface MountText {
  /** Where it comes from; empty where docker invented a name that says nothing. */
  from: string;
  to: string;
  kind: string;
  readOnly: boolean;
}

export function mountText(mount: ContainerMount): MountText {
  const { kind, name, source, target, writable, anonymous } = mount;
  const kinds: Record<string, () => string> = {
    volume: anonymous ? m.life_mount_anonymous : m.life_mount_volume,
    bind: m.life_mount_bind,
    tmpfs: m.life_mount_tmpfs,
  };
  const from = kind === 'volume' ? (anonymous ? name.slice(0, 12) : name) : source;
  return { from, to: target, kind: kinds[kind]?.() ?? kind, readOnly: !writable };
}
