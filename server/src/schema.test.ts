import {
  getNamedType,
  type GraphQLObjectType,
  isInputObjectType,
  isObjectType,
  validateSchema,
} from 'graphql';
import { describe, expect, it } from 'vitest';
import { buildSchema } from './schema.js';

describe('the schema', () => {
  const schema = buildSchema();
  const mutations = schema.getMutationType();
  const types = Object.values(schema.getTypeMap()).filter(({ name }) => !name.startsWith('__'));

  it('is one', () => {
    expect(validateSchema(schema)).toEqual([]);
  });

  it('offers no secret to be read, under whatever name', () => {
    const fields = types
      // What a mutation is called is no value; what it answers with is a type like any other.
      .filter((type) => isObjectType(type) && type !== mutations)
      .flatMap((type) =>
        Object.keys((type as GraphQLObjectType).getFields()).map((field) => `${type.name}.${field}`),
      );
    expect(fields.length).toBeGreaterThan(50);
    expect(fields.filter((field) => /\.\w*(password|hash|secret|credential)/i.test(field))).toEqual([]);
  });

  it('takes a password only where one is set', () => {
    const inputs = types
      .filter(isInputObjectType)
      .flatMap((type) => Object.keys(type.getFields()).map((field) => `${type.name}.${field}`));
    expect(inputs.filter((field) => /\.\w*password/i.test(field)).sort()).toEqual([
      'AcceptInvitationInput.password',
      'ChangePasswordInput.currentPassword',
      'ChangePasswordInput.newPassword',
      'CreateUserInput.password',
      'ProofInput.password',
      'ResetPasswordInput.password',
      'SetUpInput.password',
      'SignInInput.password',
    ]);
  });

  it('has every write answer with the user, the list and why not', () => {
    const writes = Object.values(mutations?.getFields() ?? {}).filter(
      // It changes nothing of the user: its list is that of the invitations.
      ({ name }) => /User$/.test(name) && name !== 'inviteUser',
    );
    expect(writes.map(({ name }) => name)).toHaveLength(6);
    for (const { type } of writes) {
      const payload = getNamedType(type);
      const fields = isObjectType(payload) ? Object.keys(payload.getFields()).sort() : [];
      expect(fields).toEqual(expect.arrayContaining(['user', 'userErrors', 'users']));
    }
  });

  it('shows of a stored user only what is marked to be shown', () => {
    const user = types.filter(isObjectType).find(({ name }) => name === 'User');
    expect(user?.getFields()).not.toHaveProperty('passwordHash');
    expect(user?.getFields()).not.toHaveProperty('deletedById');
  });
});
