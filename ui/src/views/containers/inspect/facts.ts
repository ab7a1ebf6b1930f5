/** The parts of inspect that a learner needs, each with what it means. */
import type { Fact, Group, Value } from '../../../components/facts';
import { isSecret, pair } from '../../../components/secrets';
import { moment } from '../../../i18n/format';
import type { Container, ContainerDetail } from '../../../ipc/bindings';
import { m } from '../../../paraglide/messages';
import { GRACE } from '../overview/arrows';
import { limitTexts, mountText, restartText, spoken } from '../overview/facts';
import { portsOf } from '../ports';
import { stateLook } from '../states';

const plain = (texts: readonly string[], note?: string): Value[] =>
  texts.filter((text) => text !== '').map((text) => ({ text, secret: false, note }));

/** Everything, in groups; `container` has the state as the list tells it, which may be newer. */
export function groupsOf(container: Container, detail: ContainerDetail): Group[] {
  return [
    { key: 'state', title: m.life_group_state(), facts: stateFacts(container, detail) },
    { key: 'runs', title: m.life_group_runs(), facts: runFacts(detail) },
    { key: 'world', title: m.life_group_world(), facts: worldFacts(container, detail) },
    { key: 'rules', title: m.life_group_rules(), facts: ruleFacts(detail) },
  ];
}

function stateFacts(container: Container, { run, health }: ContainerDetail): Fact[] {
  const none = m.life_none();
  const when = (at: number | null) => (at === null ? [] : plain([moment(at / 1000)]));
  const up = container.state.kind === 'running' || container.state.kind === 'paused';
  const facts: Fact[] = [
    {
      key: 'state',
      label: m.life_inspect_state(),
      meaning: m.life_inspect_state_text(),
      values: plain([stateLook(container).word]),
      none,
    },
    { key: 'started', label: m.life_inspect_started(), meaning: '', values: when(run.started), none },
    { key: 'finished', label: m.life_inspect_finished(), meaning: '', values: up ? [] : when(run.finished), none },
  ];
  if (run.error !== '')
    facts.push({ key: 'error', label: m.life_failed(), meaning: '', values: plain([run.error]), none });
  if (health) {
    const word = { starting: m.health_starting, healthy: m.health_healthy, unhealthy: m.health_unhealthy };
    const said = health.health === null ? [] : [word[health.health]()];
    const failed = health.failed > 0 ? [m.life_inspect_health_failed({ count: health.failed })] : [];
    facts.push({
      key: 'health',
      label: m.life_inspect_health(),
      meaning: m.life_inspect_health_text(),
      values: plain([...said, ...failed, health.output.trim()]),
      none,
    });
  }
  return facts;
}

/** Whether a list is the image's or was given on the line; nothing when the image is gone or neither says anything. */
function whose(own: readonly string[], image: readonly string[] | undefined): string | undefined {
  if (image === undefined || own.length === 0) return undefined;
  if (JSON.stringify(own) === JSON.stringify(image)) return m.life_inspect_of_image();
  return image.length > 0 ? m.life_inspect_overridden() : m.life_inspect_of_line();
}

function runFacts(detail: ContainerDetail): Fact[] {
  const { config, ofImage } = detail;
  const none = m.life_none();
  const one = (text: string) => (text === '' ? [] : [text]);
  const words = (own: string[], image: string[] | undefined) =>
    own.length === 0 ? [] : plain([spoken(own)], whose(own, image));
  return [
    {
      key: 'image',
      label: m.life_fact_image(),
      meaning: m.life_inspect_image_text(),
      values: plain([detail.image, detail.imageId]),
      none,
    },
    {
      key: 'entrypoint',
      label: 'ENTRYPOINT',
      meaning: m.life_inspect_entrypoint_text(),
      values: words(config.entrypoint, ofImage?.entrypoint),
      none,
    },
    {
      key: 'cmd',
      label: 'CMD',
      meaning: m.life_inspect_cmd_text(),
      values: words(config.cmd, ofImage?.cmd),
      none,
    },
    { key: 'env', label: 'ENV', meaning: m.life_inspect_env_text(), values: variables(detail), none },
    {
      key: 'workdir',
      label: 'WORKDIR',
      meaning: m.life_inspect_workdir_text(),
      values: plain([config.workingDir], whose(one(config.workingDir), ofImage ? one(ofImage.workingDir) : undefined)),
      none: m.meta_slash(),
    },
    {
      key: 'user',
      label: 'USER',
      meaning: m.life_inspect_user_text(),
      values: plain([config.user], whose(one(config.user), ofImage ? one(ofImage.user) : undefined)),
      none: m.meta_root(),
    },
    {
      key: 'terminal',
      label: m.life_inspect_terminal(),
      meaning: m.life_inspect_terminal_text(),
      values: plain([detail.interactive ? '-i' : '', detail.tty ? '-t' : '']),
      none,
    },
  ];
}

/** What the line gave is hidden until it is asked for, whatever its name; what the image says is no secret unless it is called one. */
export function variables({ config, ofImage }: Pick<ContainerDetail, 'config' | 'ofImage'>): Value[] {
  const ofImages = new Set(ofImage?.env ?? []);
  const names = new Set((ofImage?.env ?? []).map((text) => pair(text).name));
  const values = config.env.map((text): Value => {
    const value = pair(text);
    if (ofImages.has(text)) return value;
    const note = names.has(value.name) ? m.life_inspect_overridden() : m.life_inspect_of_line();
    return { ...value, secret: value.name !== undefined && value.text !== '', note: ofImage ? note : undefined };
  });
  // What somebody chose comes before what everybody gets.
  return [...values.filter(({ note }) => note), ...values.filter(({ note }) => !note)];
}

function worldFacts(container: Container, detail: ContainerDetail): Fact[] {
  const none = m.life_none();
  const ports = portsOf(container, undefined).map(({ published, containerPort, protocol }) =>
    published ? `${published.port} → ${containerPort}/${protocol}` : `${containerPort}/${protocol}`,
  );
  return [
    {
      key: 'ports',
      label: m.life_fact_ports(),
      meaning: m.life_inspect_ports_text(),
      values: plain(ports.length > 0 ? ports : detail.config.exposedPorts),
      none,
    },
    {
      key: 'mounts',
      label: m.life_fact_mounts(),
      meaning: m.life_inspect_mounts_text(),
      values: detail.mounts.map(mountText).map(({ from, to, kind, readOnly }) => ({
        text: from === '' ? to : `${from} → ${to}`,
        secret: false,
        note: readOnly ? `${kind}, ${m.life_read_only()}` : kind,
      })),
      none,
    },
    {
      key: 'networks',
      label: m.life_fact_networks(),
      meaning: m.life_inspect_networks_text(),
      values: detail.networks.map(({ name, ip, aliases }) => ({
        text: [name, ip].filter((text) => text !== '').join('  '),
        secret: false,
        note: [ip === '' ? m.life_no_ip() : '', ...aliases].filter((text) => text !== '').join(', ') || undefined,
      })),
      none,
    },
  ];
}

function ruleFacts(detail: ContainerDetail): Fact[] {
  const none = m.life_none();
  const signal = detail.stopSignal ?? 'SIGTERM';
  const seconds = detail.stopTimeout ?? GRACE;
  const rights = [detail.privileged ? '--privileged' : '', detail.readOnly ? '--read-only' : ''];
  return [
    {
      key: 'restart',
      label: m.life_fact_restart(),
      meaning: m.life_inspect_restart_text(),
      values: plain(
        [restartText(detail)],
        detail.restarts > 0 ? m.life_restarts({ times: detail.restarts }) : undefined,
      ),
      none,
    },
    {
      key: 'stop',
      label: m.life_inspect_stop(),
      meaning: m.life_inspect_stop_text(),
      values: plain([
        seconds < 0
          ? m.life_inspect_stop_value_for_ever({ signal })
          : m.life_inspect_stop_value({ signal, seconds: String(seconds) }),
      ]),
      none,
    },
    {
      key: 'limits',
      label: m.life_fact_limits(),
      meaning: m.life_inspect_limits_text(),
      values: plain(limitTexts(detail)),
      none: m.life_fact_limits_none(),
    },
    {
      key: 'rights',
      label: m.life_inspect_special(),
      meaning: m.life_inspect_special_text(),
      values: plain(rights),
      none,
    },
    {
      key: 'labels',
      label: 'LABEL',
      meaning: m.life_inspect_labels_text(),
      values: detail.config.labels.map(({ key, value }) => ({ name: key, text: value, secret: isSecret(key) })),
      none,
    },
  ];
}
