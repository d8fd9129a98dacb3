import { Field, ObjectType } from 'type-graphql';
import { registerEnum } from '../../scalars/register-enum.js';
import { Access } from '../../access/access.js';

/** The kind of a write. */
export enum UserChangeKind {
  CREATED = 'CREATED',
  UPDATED = 'UPDATED',
  DELETED = 'DELETED',
  RESTORED = 'RESTORED',
  MANY = 'MANY',
}

registerEnum(UserChangeKind, 'UserChangeKind', 'What happened to a user.', {
  CREATED: 'The user was added.',
  UPDATED: 'The user was changed, deactivated or reactivated.',
  DELETED: 'The user was put into the bin.',
  RESTORED: 'The user was taken out of the bin.',
  MANY: 'Many users were changed at once: read the list again. The user is the one who did it, or any user if an access token without a person did, or if there were more single changes than the server could deliver. At most twice a second for a bulk job.',
});

/**
 * News of a write. All subscribers of one server get the same object, so that what several of them ask for is read
 * once.
 */
@Access('USERS_READ')
@ObjectType({ description: 'News of a write, with everything that a screen needs to follow it.' })
export class UserChange {
  @Field(() => UserChangeKind, { description: 'What happened.' })
  kind: UserChangeKind;

  /** Of the user. For MANY: of the user who started the job, or of one of those that were changed. */
  readonly id: string;
  /** Of the bulk job, if one did it. */
  readonly jobId: string | undefined;
  /** When this server received it, by `performance.now()`. */
  readonly receivedAt = performance.now();
  readonly #read = new Map<string, Promise<unknown>>();
  #many: UserChange | undefined;

  constructor(kind: UserChangeKind, id: string, jobId?: string) {
    this.kind = kind;
    this.id = id;
    this.jobId = jobId;
  }

  /** This change and others before it, for subscribers that are behind. */
  asMany(): UserChange {
    if (this.kind === UserChangeKind.MANY) return this;
    return (this.#many ??= new UserChange(UserChangeKind.MANY, this.id));
  }

  /** The result of `read`, which is called once for each key. */
  once<T>(key: string, read: () => Promise<T>): Promise<T> {
    const pending = this.#read.get(key) as Promise<T> | undefined;
    const answer = pending ?? read();
    if (!pending) this.#read.set(key, answer);
    return answer;
  }
}
