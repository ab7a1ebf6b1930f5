import type { Fact, Value } from '../../components/facts';
import { isSecret, MASK, pair } from '../../components/secrets';
import type { ImageDetail } from '../../ipc/bindings';
import { m } from '../../paraglide/messages';

/** In `ENV`, `ARG` and `LABEL` history has lost the quotes: a value goes on until the next key. */
const STATED = /(^|\s)([A-Za-z_][\w.-]*)=("(?:[^"\\]|\\.)*"|'[^']*'|(?:(?!\s+[A-Za-z_][\w.-]*=)[\s\S])*)/g;
/** Anywhere else a value ends as a shell would end it. */
const SHELL = /(^|[\s;&|(])([A-Za-z_-][\w.-]*)=("(?:[^"\\]|\\.)*"|'[^']*'|[^\s;&|)]+)/g;

/** An instruction with the values of its secrets masked, and the names of those; none when there is nothing to hide. */
export function masked(instruction: string): { text: string; keys: string[] } {
  const keys: string[] = [];
  const pairs = /(^|#\(nop\)\s+)(ENV|ARG|LABEL)\s/.test(instruction) ? STATED : SHELL;
  const text = instruction.replace(pairs, (whole: string, before: string, key: string, value: string) => {
    if (value === '' || !isSecret(key)) return whole;
    keys.push(key);
    return `${before}${key}=${MASK}`;
  });
  return { text, keys };
}

function plain(list: string[]): Value[] {
  return list.filter((text) => text !== '').map((text) => ({ text, secret: false }));
}

/** As a Dockerfile writes it: `["nginx", "-g", "daemon off;"]`. */
function exec(words: string[]): Value[] {
  return words.length === 0 ? [] : plain([`[${words.map((word) => JSON.stringify(word)).join(', ')}]`]);
}

/** What a container gets from the image. */
export function configFacts({ config }: ImageDetail): Fact[] {
  const none = m.meta_none();
  return [
    {
      key: 'entrypoint',
      label: m.meta_entrypoint(),
      meaning: m.meta_entrypoint_text(),
      values: exec(config.entrypoint),
      none,
    },
    { key: 'cmd', label: m.meta_cmd(), meaning: m.meta_cmd_text(), values: exec(config.cmd), none },
    { key: 'ports', label: m.meta_ports(), meaning: m.meta_ports_text(), values: plain(config.exposedPorts), none },
    {
      key: 'workdir',
      label: m.meta_workdir(),
      meaning: m.meta_workdir_text(),
      values: plain([config.workingDir]),
      none: m.meta_slash(),
    },
    {
      key: 'user',
      label: m.meta_user(),
      meaning: m.meta_user_text(),
      values: plain([config.user]),
      none: m.meta_root(),
    },
    { key: 'volumes', label: m.meta_volumes(), meaning: m.meta_volumes_text(), values: plain(config.volumes), none },
    { key: 'env', label: m.meta_env(), meaning: m.meta_env_text(), values: config.env.map(pair), none },
    {
      key: 'labels',
      label: m.meta_labels(),
      meaning: m.meta_labels_text(),
      values: config.labels.map(({ key, value }) => ({ name: key, text: value, secret: isSecret(key) })),
      none,
    },
  ];
}

/** What the image itself is; `created` is already in words. */
export function identityFacts(detail: ImageDetail, created: string): Fact[] {
  const none = m.meta_none();
  const platform = [detail.os, detail.architecture, detail.variant ?? ''].filter((part) => part !== '').join('/');
  const facts: Fact[] = [
    {
      key: 'platform',
      label: m.meta_platform(),
      meaning: m.meta_platform_text(),
      values: plain([platform]),
      none: m.meta_unknown(),
    },
    {
      key: 'created',
      label: m.meta_created(),
      meaning: m.meta_created_text(),
      values: plain([created]),
      none: m.meta_unknown(),
    },
    { key: 'id', label: m.meta_id(), meaning: m.meta_id_text(), values: plain([detail.id]), none },
    {
      key: 'names',
      label: m.meta_names(),
      meaning: m.meta_names_text(),
      values: plain(detail.names.map(({ repository, tag }) => `${repository}:${tag}`)),
      none,
    },
    { key: 'digests', label: m.meta_digests(), meaning: m.meta_digests_text(), values: plain(detail.digests), none },
  ];
  if (detail.author) {
    facts.push({
      key: 'author',
      label: m.meta_author(),
      meaning: m.meta_author_text(),
      values: plain([detail.author]),
      none,
    });
  }
  return facts;
}
