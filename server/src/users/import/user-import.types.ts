import { ArgsType, Field, ID, Int, ObjectType } from 'type-graphql';
import { Access } from '../../access/access.js';
import { PageInfo } from '../../pagination/page-info.type.js';
import type { PageArgs } from '../../pagination/page-window.js';
import { UserError } from '../../refusals/user-error.type.js';
import {
  UserImportFault,
  UserImportFormat,
  UserImportMatch,
  UserImportOutcome,
} from './user-import.enums.js';

/** A column of the file. */
@Access('USERS_WRITE')
@ObjectType({ description: 'A column of the file of an import.' })
export class UserImportColumn {
  @Field(() => String, { description: 'Its name in the file.' })
  name!: string;

  @Field(() => String, {
    nullable: true,
    description:
      'The field that it holds: `id`, `roles`, or a text field of User by its name. Null: it is left out.',
  })
  field!: string | null;

  @Field(() => [String], { description: 'Its first cells that are not empty, up to three.' })
  samples!: string[];
}

/** How the file was read. */
@Access('USERS_WRITE')
@ObjectType({ description: 'How the file of an import was read.' })
export class UserImportReading {
  @Field(() => UserImportFormat, { description: 'The format.' })
  format!: UserImportFormat;

  @Field(() => String, { description: 'The encoding, as the WHATWG names it, such as `utf-8`.' })
  encoding!: string;

  @Field(() => Boolean, {
    description: 'Whether the encoding is a guess: the file is not UTF-8, has no mark, and nobody chose one.',
  })
  isEncodingGuessed!: boolean;

  @Field(() => String, { nullable: true, description: 'The delimiter; null for JSON lines.' })
  delimiter!: string | null;

  @Field(() => UserImportMatch, { description: 'How rows find users.' })
  match!: UserImportMatch;

  @Field(() => [UserImportColumn], { description: 'The columns in the order of the file.' })
  columns!: UserImportColumn[];
}

/** An import: an uploaded file, and what applying it would do. */
@Access('USERS_WRITE')
@ObjectType({
  description:
    'An uploaded file of users, and what applying it does with each of its rows. Shown to the actor alone, for three days.',
})
export class UserImport {
  @Field(() => ID, { description: 'Its id, which the client chose.' })
  id!: string;

  @Field(() => String, { description: 'The name of the file.' })
  fileName!: string;

  @Field(() => Int, { description: 'The bytes of the file.' })
  size!: number;

  @Field(() => UserImportReading, {
    nullable: true,
    description: 'How it was read; null until it is checked.',
  })
  reading!: UserImportReading | null;

  @Field(() => UserImportFault, { nullable: true, description: 'Why it cannot be read; null if it can.' })
  fault!: UserImportFault | null;

  @Field(() => Int, { nullable: true, description: 'The line in which the fault is, from 1.' })
  faultLine!: number | null;

  @Field(() => Int, { description: 'How many rows the file has.' })
  total!: number;

  @Field(() => Int, { description: 'How many users are created.' })
  created!: number;

  @Field(() => Int, { description: 'How many users are changed.' })
  changed!: number;

  @Field(() => Int, { description: 'How many users are as the file says already.' })
  unchanged!: number;

  @Field(() => Int, { description: 'How many rows are refused.' })
  refused!: number;

  @Field(() => Int, {
    nullable: true,
    description:
      'How many rows do something else than the dry run showed, as the directory changed since. Null until the job has ' +
      'compared them again.',
  })
  reclassified!: number | null;

  @Field(() => Date, { description: 'When it was uploaded.' })
  createdAt!: Date;

  @Field(() => Date, { nullable: true, description: 'When its rows were compared with the directory.' })
  checkedAt!: Date | null;

  @Field(() => Date, { description: 'When the server deletes it.' })
  expiresAt!: Date;

  @Field(() => ID, { nullable: true, description: 'The id of the bulk job that applies it.' })
  jobId!: string | null;
}

/** A change of one field. */
@Access('USERS_WRITE')
@ObjectType({ description: 'What a row changes in one field.' })
export class UserImportChange {
  @Field(() => String, { description: 'The field by its name in User.' })
  field!: string;

  @Field(() => String, { nullable: true, description: 'The value before; null if there is none.' })
  before!: string | null;

  @Field(() => String, { nullable: true, description: 'The value after; null empties the field.' })
  after!: string | null;
}

@Access('USERS_WRITE')
@ObjectType({ description: 'A row of the file of an import.' })
export class UserImportRow {
  @Field(() => Int, { description: 'Its number, from 1.' })
  number!: number;

  @Field(() => Int, { description: 'The line in which it begins, from 1.' })
  line!: number;

  @Field(() => UserImportOutcome, { description: 'What the import does with it.' })
  outcome!: UserImportOutcome;

  @Field(() => ID, { nullable: true, description: 'The user that it is about; null for a new one.' })
  userId!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The address: that of the row, else that of the user.',
  })
  email!: string | null;

  @Field(() => String, { nullable: true, description: 'The name: that of the row, else that of the user.' })
  displayName!: string | null;

  @Field(() => [UserImportChange], { description: 'What it changes, field by field.' })
  changes!: UserImportChange[];

  @Field(() => [UserError], {
    description: 'Why it is refused; `path` has the field, or is empty for the whole row.',
  })
  reasons!: UserError[];

  @Field(() => Boolean, {
    description:
      'Whether the directory changed between the dry run and the start, so that the row does something else.',
  })
  isReclassified!: boolean;
}

@Access('USERS_WRITE')
@ObjectType({ description: 'A row at a place in a list.' })
export class UserImportRowEdge {
  @Field(() => String, { description: 'The place, for `after`.' })
  cursor!: string;

  @Field(() => UserImportRow, { description: 'The row.' })
  node!: UserImportRow;
}

@Access('USERS_WRITE')
@ObjectType({ description: 'A page of the rows of an import, in the order of the file.' })
export class UserImportRowConnection {
  @Field(() => [UserImportRowEdge], { description: 'The rows with their cursors.' })
  edges!: UserImportRowEdge[];

  @Field(() => [UserImportRow], { description: 'The rows without their cursors.' })
  nodes!: UserImportRow[];

  @Field(() => PageInfo, { description: 'Where the page is in the list.' })
  pageInfo!: PageInfo;
}

@ArgsType()
export class UserImportRowArgs implements PageArgs {
  @Field(() => Int, { nullable: true, description: 'How many, 1 to 100. Left out: 20.' })
  first?: number | null;

  @Field(() => String, { nullable: true, description: 'Only rows after this cursor.' })
  after?: string | null;

  @Field(() => UserImportOutcome, { nullable: true, description: 'Only this outcome; left out: all rows.' })
  outcome?: UserImportOutcome | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'True: only rows that do something else than the dry run showed.',
  })
  reclassified?: boolean | null;
}
