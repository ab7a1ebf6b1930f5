import type { EngineFlag, EngineInfo } from '../../ipc/bindings';

/** The engine that a line names, when it is not the one in use. */
export function elsewhere(named: EngineFlag | null, inUse: EngineInfo | undefined): string | undefined {
  if (!named) return undefined;
  if (named.kind === 'host') return named.value === inUse?.address ? undefined : named.value;
  const { source } = inUse ?? {};
  const own = source && 'name' in source ? source.name : source?.kind === 'default' ? 'default' : undefined;
  return named.value === own ? undefined : named.value;
}
