import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { Access } from '../../access/access.js';

/** What happened to a user. */
export enum UserChangeKind {
  CREATED = 'CREATED',
  UPDATED = 'UPDATED',
  DELETED = 'DELETED',
  RESTORED = 'RESTORED',
}

registerEnumType(UserChangeKind, {
  name: 'UserChangeKind',
  description: 'What happened to a user.',
  valuesConfig: {
    CREATED: { description: 'The user was added.' },
    UPDATED: { description: 'The user was changed, deactivated or reactivated.' },
    DELETED: { description: 'The user was put into the bin.' },
    RESTORED: { description: 'The user was taken out of the bin.' },
  },
});

/**
 * News of a write. Every subscriber of one server gets the same object, so that what several of them ask of it
 * is read once.
 */
@Access('USERS_READ')
@ObjectType({ description: 'News of a write, with everything that a screen needs to follow it.' })
export class UserChange {
  @Field(() => UserChangeKind, { description: 'What happened.' })
  kind: UserChangeKind;

  readonly id: string;
  readonly #read = new Map<string, Promise<unknown>>();

  constructor(kind: UserChangeKind, id: string) {
    this.kind = kind;
    this.id = id;
  }

  /** What `read` answers, asked once a key however many subscribers want it. */
  once<T>(key: string, read: () => Promise<T>): Promise<T> {
    const known = this.#read.get(key) as Promise<T> | undefined;
    const answer = known ?? read();
    if (!known) this.#read.set(key, answer);
    return answer;
  }
}
