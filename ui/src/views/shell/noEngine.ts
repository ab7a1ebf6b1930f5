import { wording } from '../../i18n/problems';
import type { EndpointSource, System, Tried } from '../../ipc/bindings';
import { m } from '../../paraglide/messages';

/** A thing to do, with the command that does it where there is one. */
export interface Advice {
  text: string;
  command?: string;
}

/** Who pointed at an address, in words. */
export function sourceText(source: EndpointSource): string {
  switch (source.kind) {
    case 'dockerHost':
      return m.source_docker_host();
    case 'contextVariable':
      return m.source_context_variable({ name: source.name });
    case 'currentContext':
      return m.source_current_context({ name: source.name });
    case 'default':
      return m.source_default();
    case 'wellKnown':
      return m.source_well_known({ product: source.product });
  }
}

/** The place that somebody chose on purpose: docker itself would look there and nowhere else. */
export function chosen(tried: Tried[]): Tried | undefined {
  return tried.find(({ source }) => source.kind !== 'default' && source.kind !== 'wellKnown');
}

/** Something answered there, and it is not an engine that Naru can talk to. */
function stranger({ problem: { code } }: Tried): boolean {
  const known = ['engineAbsent', 'engineUnreachable', 'permissionDenied', 'endpointInvalid', 'contextNotFound'];
  return !known.includes(code);
}

/** What is the matter, in a line. */
export function title(tried: Tried[]): string {
  const asked = chosen(tried);
  if (!asked) return m.absent_title();
  if (asked.problem.code === 'endpointInvalid') return m.absent_invalid_title();
  const source = sourceText(asked.source);
  return stranger(asked) ? m.absent_stranger_title({ source }) : m.absent_chosen_title({ source });
}

/** What was found at a place. */
export function found(place: Tried): string {
  if (stranger(place)) return m.absent_stranger();
  return place.problem.code === 'engineUnreachable' ? m.absent_unreachable() : wording(place.problem).why;
}

/** What to do so that an engine appears, the likeliest first. */
export function advice(tried: Tried[], os: System['os']): Advice[] {
  const list: Advice[] = [];
  const asked = chosen(tried);
  if (asked?.problem.code === 'endpointInvalid') list.push({ text: wording(asked.problem).todo });
  if (asked?.source.kind === 'dockerHost') {
    list.push({
      text: m.advice_docker_host({ address: asked.address }),
      command: os === 'windows' ? 'Remove-Item Env:DOCKER_HOST' : 'unset DOCKER_HOST',
    });
  } else if (asked?.source.kind === 'contextVariable') {
    list.push({
      text: m.advice_context_variable(),
      command: os === 'windows' ? 'Remove-Item Env:DOCKER_CONTEXT' : 'unset DOCKER_CONTEXT',
    });
  } else if (asked?.source.kind === 'currentContext') {
    list.push({ text: m.advice_current_context({ name: asked.source.name }), command: 'docker context use default' });
  }
  if (asked && asked.problem.code !== 'endpointInvalid' && asked.problem.code !== 'contextNotFound') {
    list.push({ text: m.advice_chosen_start({ address: asked.address }) });
  }
  if (tried.some(({ problem }) => problem.code === 'permissionDenied') && os === 'linux') {
    list.push({ text: m.advice_permission(), command: 'sudo usermod -aG docker $USER' });
  }
  // docker asks nobody else once somebody chose, so starting an engine here would not help.
  if (asked) return list;
  if (os === 'linux') {
    list.push({ text: m.advice_linux_start(), command: 'sudo systemctl start docker' });
    list.push({ text: m.advice_linux_install(), command: 'sudo apt install docker.io' });
  } else if (os === 'macos') {
    list.push({ text: m.advice_macos_start() });
    list.push({ text: m.advice_macos_install() });
  } else {
    list.push({ text: m.advice_windows_start() });
    list.push({ text: m.advice_windows_install() });
  }
  return list;
}
