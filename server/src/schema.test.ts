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

  it('has no readable secret, under any name', () => {
    const fields = types
      // The names of mutations are not values. Their payloads are types like any other.
      .filter((type) => isObjectType(type) && type !== mutations)
      .flatMap((type) =>
        Object.keys((type as GraphQLObjectType).getFields()).map((field) => `${type.name}.${field}`),
      );
    expect(fields.length).toBeGreaterThan(50);
    expect(fields.filter((field) => /\.\w*(password|hash|secret|credential)/i.test(field))).toEqual([]);
  });

  it('accepts a password only where one is set', () => {
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

  it('returns the user, the list and the refusals from every write', () => {
    const writes = Object.values(mutations?.getFields() ?? {}).filter(
      // It does not change the user: its list is that of the invitations.
      ({ name }) => /User$/.test(name) && name !== 'inviteUser',
    );
    expect(writes.map(({ name }) => name)).toHaveLength(6);
    for (const { type } of writes) {
      const payload = getNamedType(type);
      const fields = isObjectType(payload) ? Object.keys(payload.getFields()).sort() : [];
      expect(fields).toEqual(expect.arrayContaining(['user', 'userErrors', 'users']));
    }
  });

  it('shows only fields of a stored user that are marked to be shown', () => {
    const user = types.filter(isObjectType).find(({ name }) => name === 'User');
    expect(user?.getFields()).not.toHaveProperty('passwordHash');
    expect(user?.getFields()).not.toHaveProperty('deletedById');
  });
});
