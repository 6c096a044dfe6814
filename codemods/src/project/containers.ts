import {
  type HandedOn,
  type Held,
  keyName,
  stringValue,
} from 'eslint-plugin-shared-redis/analysis';

import { isRegisteredOnce } from './names.js';
import type { ProjectFile, Sources } from './sources.js';

/** Something that a container of dependencies hands out by a name. */
export interface Registration {
  readonly name: string;
  /** Where in it the client is. */
  readonly held: Held;
  /** Whether nothing else is surely registered by that name. */
  readonly isSole: boolean;
}

/** `container.register({ redis: asValue(client) })`, `fastify.decorate('redis', client)`: whoever asks for `redis` gets it. */
export function registrationOf(
  use: HandedOn,
  file: ProjectFile,
  sources: Sources,
): Registration | undefined {
  const { held } = use;
  const decorated = decoratedName(use);
  if (decorated !== undefined) return { name: decorated, held, isSole: false };
  const [name, ...path] = held.path;
  return name !== undefined && isAwilixRegistration(use, name, file)
    ? { name, held: { ...held, path }, isSole: isRegisteredOnce(name, sources) }
    : undefined;
}

/** `redis` of `fastify.decorate('redis', client)` */
function decoratedName({
  call,
  callee,
  position,
}: HandedOn): string | undefined {
  const [name] = call.arguments;
  return name && position === 1 && /\.decorate(?:Request|Reply)?$/.test(callee)
    ? stringValue(name)
    : undefined;
}

/** `register({ name: asValue(client) })`, and no other `register()`: a plugin may do anything with what it gets. */
function isAwilixRegistration(
  { call, callee }: HandedOn,
  name: string,
  { analysis }: ProjectFile,
): boolean {
  const [registrations] = call.arguments;
  if (
    !/\.register$/.test(callee) ||
    registrations?.type !== 'ObjectExpression'
  ) {
    return false;
  }
  return registrations.properties.some(
    (property) =>
      property.type === 'Property' &&
      keyName(property) === name &&
      property.value.type === 'CallExpression' &&
      analysis
        .origins(property.value.callee)
        .some(
          (origin) => origin.kind === 'module' && origin.source === 'awilix',
        ),
  );
}
