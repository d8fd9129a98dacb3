/* eslint-disable */
import * as types from './graphql';
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';

/**
 * Map of all GraphQL operations in the project.
 *
 * This map has several performance disadvantages:
 * 1. It is not tree-shakeable, so it will include all operations in the project.
 * 2. It is not minifiable, so the string of a GraphQL query will be multiple times inside the bundle.
 * 3. It does not support dead code elimination, so it will add unused operations.
 *
 * Therefore it is highly recommended to use the babel or swc plugin for production.
 * Learn more about it here: https://the-guild.dev/graphql/codegen/plugins/presets/preset-client#reducing-bundle-size
 */
type Documents = {
    "\n  fragment Viewer on User {\n    id\n    email\n    displayName\n    permissions\n  }\n": typeof types.ViewerFragmentDoc,
    "\n  fragment Entry on SignInPayload {\n    viewer {\n      ...Viewer\n    }\n    accessToken\n    expiresAt\n    userErrors {\n      code\n      message\n      path\n    }\n  }\n": typeof types.EntryFragmentDoc,
    "\n  mutation SignIn($input: SignInInput!) {\n    entry: signIn(input: $input) {\n      ...Entry\n      secondFactor {\n        challenge\n      }\n    }\n  }\n": typeof types.SignInDocument,
    "\n  mutation CompleteSignIn($input: CompleteSignInInput!) {\n    entry: completeSignIn(input: $input) {\n      ...Entry\n    }\n  }\n": typeof types.CompleteSignInDocument,
    "\n  mutation StartPasskeySignIn {\n    startPasskeySignIn {\n      options\n    }\n  }\n": typeof types.StartPasskeySignInDocument,
    "\n  mutation SignInWithPasskey($input: PasskeySignInInput!) {\n    entry: signInWithPasskey(input: $input) {\n      ...Entry\n    }\n  }\n": typeof types.SignInWithPasskeyDocument,
    "\n  mutation SetUp($input: SetUpInput!) {\n    entry: setUp(input: $input) {\n      ...Entry\n    }\n  }\n": typeof types.SetUpDocument,
    "\n  mutation RefreshSession {\n    entry: refreshSession {\n      ...Entry\n    }\n  }\n": typeof types.RefreshSessionDocument,
    "\n  mutation SignOut {\n    signOut {\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n": typeof types.SignOutDocument,
    "\n  fragment Security on Security {\n    totpSince\n    recoveryCodesLeft\n    isSignInRecent\n    passkeys {\n      id\n      name\n      createdAt\n      lastUsedAt\n    }\n  }\n": typeof types.SecurityFragmentDoc,
    "\n  query Security {\n    security {\n      ...Security\n    }\n  }\n": typeof types.SecurityDocument,
    "\n  mutation ChangePassword($input: ChangePasswordInput!) {\n    write: changePassword(input: $input) {\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n": typeof types.ChangePasswordDocument,
    "\n  mutation StartTotp {\n    write: startTotp {\n      key\n      uri\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n": typeof types.StartTotpDocument,
    "\n  mutation ConfirmTotp($input: ConfirmTotpInput!, $proof: ProofInput) {\n    write: confirmTotp(input: $input, proof: $proof) {\n      recoveryCodes\n      security {\n        ...Security\n      }\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n": typeof types.ConfirmTotpDocument,
    "\n  mutation DisableTotp($proof: ProofInput!) {\n    write: disableTotp(proof: $proof) {\n      security {\n        ...Security\n      }\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n": typeof types.DisableTotpDocument,
    "\n  mutation RenewRecoveryCodes($proof: ProofInput!) {\n    write: renewRecoveryCodes(proof: $proof) {\n      recoveryCodes\n      security {\n        ...Security\n      }\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n": typeof types.RenewRecoveryCodesDocument,
    "\n  mutation StartPasskey($proof: ProofInput) {\n    write: startPasskey(proof: $proof) {\n      options\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n": typeof types.StartPasskeyDocument,
    "\n  mutation AddPasskey($input: AddPasskeyInput!) {\n    write: addPasskey(input: $input) {\n      security {\n        ...Security\n      }\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n": typeof types.AddPasskeyDocument,
    "\n  mutation RenamePasskey($input: RenamePasskeyInput!) {\n    write: renamePasskey(input: $input) {\n      security {\n        ...Security\n      }\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n": typeof types.RenamePasskeyDocument,
    "\n  mutation RemovePasskey($id: ID!, $proof: ProofInput) {\n    write: removePasskey(id: $id, proof: $proof) {\n      security {\n        ...Security\n      }\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n": typeof types.RemovePasskeyDocument,
    "\n  mutation ResetSecondFactor($id: ID!) {\n    write: resetSecondFactor(id: $id) {\n      user {\n        id\n        hasSecondFactor\n      }\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n": typeof types.ResetSecondFactorDocument,
    "\n  fragment UserRow on User {\n    id\n    version\n    email\n    displayName\n    title\n    department\n    status\n    roles {\n      id\n      name\n    }\n    createdAt\n    updatedAt\n    lastSignInAt\n  }\n": typeof types.UserRowFragmentDoc,
    "\n  fragment UserDetails on User {\n    ...UserRow\n    givenName\n    familyName\n    phone\n    locale\n    timeZone\n    viewerCanUpdate\n    viewerCanDelete\n    viewerCanChangeRoles\n    hasSecondFactor\n  }\n": typeof types.UserDetailsFragmentDoc,
    "\n  fragment UserPage on UserConnection {\n    edges {\n      cursor\n      node {\n        ...UserRow\n      }\n    }\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n    totalCount\n    totalCountIsCapped\n  }\n": typeof types.UserPageFragmentDoc,
    "\n  query Users($first: Int!, $after: String, $where: UserWhere, $search: String, $orderBy: UserOrder) {\n    users(first: $first, after: $after, where: $where, search: $search, orderBy: $orderBy) {\n      ...UserPage\n    }\n  }\n": typeof types.UsersDocument,
    "\n  query User($id: ID!) {\n    user(id: $id) {\n      ...UserDetails\n    }\n  }\n": typeof types.UserDocument,
    "\n  query Roles {\n    roles {\n      id\n      name\n    }\n  }\n": typeof types.RolesDocument,
    "\n  fragment FormError on UserError {\n    code\n    message\n    path\n  }\n": typeof types.FormErrorFragmentDoc,
    "\n  fragment WrittenUser on User {\n    ...UserDetails\n    position(where: $where, search: $search, orderBy: $orderBy) {\n      cursor\n      previousId\n      nextId\n    }\n  }\n": typeof types.WrittenUserFragmentDoc,
    "\n  mutation CreateUser(\n    $input: CreateUserInput!\n    $first: Int!\n    $where: UserWhere\n    $search: String\n    $orderBy: UserOrder\n  ) {\n    write: createUser(input: $input) {\n      user {\n        ...WrittenUser\n      }\n      users(first: $first, where: $where, search: $search, orderBy: $orderBy) {\n        ...UserPage\n      }\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n": typeof types.CreateUserDocument,
    "\n  mutation UpdateUser(\n    $input: UpdateUserInput!\n    $first: Int!\n    $where: UserWhere\n    $search: String\n    $orderBy: UserOrder\n  ) {\n    write: updateUser(input: $input) {\n      user {\n        ...WrittenUser\n      }\n      users(first: $first, where: $where, search: $search, orderBy: $orderBy) {\n        ...UserPage\n      }\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n": typeof types.UpdateUserDocument,
    "\n  mutation DeactivateUser($id: ID!, $first: Int!, $where: UserWhere, $search: String, $orderBy: UserOrder) {\n    write: deactivateUser(id: $id) {\n      user {\n        ...WrittenUser\n      }\n      users(first: $first, where: $where, search: $search, orderBy: $orderBy) {\n        ...UserPage\n      }\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n": typeof types.DeactivateUserDocument,
    "\n  mutation ReactivateUser($id: ID!, $first: Int!, $where: UserWhere, $search: String, $orderBy: UserOrder) {\n    write: reactivateUser(id: $id) {\n      user {\n        ...WrittenUser\n      }\n      users(first: $first, where: $where, search: $search, orderBy: $orderBy) {\n        ...UserPage\n      }\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n": typeof types.ReactivateUserDocument,
    "\n  mutation DeleteUser($id: ID!, $first: Int!, $where: UserWhere, $search: String, $orderBy: UserOrder) {\n    write: deleteUser(id: $id) {\n      user {\n        ...WrittenUser\n      }\n      users(first: $first, where: $where, search: $search, orderBy: $orderBy) {\n        ...UserPage\n      }\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n": typeof types.DeleteUserDocument,
    "\n  mutation RestoreUser($id: ID!, $first: Int!, $where: UserWhere, $search: String, $orderBy: UserOrder) {\n    write: restoreUser(id: $id) {\n      user {\n        ...WrittenUser\n      }\n      users(first: $first, where: $where, search: $search, orderBy: $orderBy) {\n        ...UserPage\n      }\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n": typeof types.RestoreUserDocument,
    "\n  subscription UserChanged($where: UserWhere, $search: String, $orderBy: UserOrder) {\n    userChanged {\n      kind\n      user {\n        ...WrittenUser\n      }\n      users(where: $where, search: $search, orderBy: $orderBy) {\n        totalCount\n        totalCountIsCapped\n      }\n    }\n  }\n": typeof types.UserChangedDocument,
};
const documents: Documents = {
    "\n  fragment Viewer on User {\n    id\n    email\n    displayName\n    permissions\n  }\n": types.ViewerFragmentDoc,
    "\n  fragment Entry on SignInPayload {\n    viewer {\n      ...Viewer\n    }\n    accessToken\n    expiresAt\n    userErrors {\n      code\n      message\n      path\n    }\n  }\n": types.EntryFragmentDoc,
    "\n  mutation SignIn($input: SignInInput!) {\n    entry: signIn(input: $input) {\n      ...Entry\n      secondFactor {\n        challenge\n      }\n    }\n  }\n": types.SignInDocument,
    "\n  mutation CompleteSignIn($input: CompleteSignInInput!) {\n    entry: completeSignIn(input: $input) {\n      ...Entry\n    }\n  }\n": types.CompleteSignInDocument,
    "\n  mutation StartPasskeySignIn {\n    startPasskeySignIn {\n      options\n    }\n  }\n": types.StartPasskeySignInDocument,
    "\n  mutation SignInWithPasskey($input: PasskeySignInInput!) {\n    entry: signInWithPasskey(input: $input) {\n      ...Entry\n    }\n  }\n": types.SignInWithPasskeyDocument,
    "\n  mutation SetUp($input: SetUpInput!) {\n    entry: setUp(input: $input) {\n      ...Entry\n    }\n  }\n": types.SetUpDocument,
    "\n  mutation RefreshSession {\n    entry: refreshSession {\n      ...Entry\n    }\n  }\n": types.RefreshSessionDocument,
    "\n  mutation SignOut {\n    signOut {\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n": types.SignOutDocument,
    "\n  fragment Security on Security {\n    totpSince\n    recoveryCodesLeft\n    isSignInRecent\n    passkeys {\n      id\n      name\n      createdAt\n      lastUsedAt\n    }\n  }\n": types.SecurityFragmentDoc,
    "\n  query Security {\n    security {\n      ...Security\n    }\n  }\n": types.SecurityDocument,
    "\n  mutation ChangePassword($input: ChangePasswordInput!) {\n    write: changePassword(input: $input) {\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n": types.ChangePasswordDocument,
    "\n  mutation StartTotp {\n    write: startTotp {\n      key\n      uri\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n": types.StartTotpDocument,
    "\n  mutation ConfirmTotp($input: ConfirmTotpInput!, $proof: ProofInput) {\n    write: confirmTotp(input: $input, proof: $proof) {\n      recoveryCodes\n      security {\n        ...Security\n      }\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n": types.ConfirmTotpDocument,
    "\n  mutation DisableTotp($proof: ProofInput!) {\n    write: disableTotp(proof: $proof) {\n      security {\n        ...Security\n      }\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n": types.DisableTotpDocument,
    "\n  mutation RenewRecoveryCodes($proof: ProofInput!) {\n    write: renewRecoveryCodes(proof: $proof) {\n      recoveryCodes\n      security {\n        ...Security\n      }\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n": types.RenewRecoveryCodesDocument,
    "\n  mutation StartPasskey($proof: ProofInput) {\n    write: startPasskey(proof: $proof) {\n      options\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n": types.StartPasskeyDocument,
    "\n  mutation AddPasskey($input: AddPasskeyInput!) {\n    write: addPasskey(input: $input) {\n      security {\n        ...Security\n      }\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n": types.AddPasskeyDocument,
    "\n  mutation RenamePasskey($input: RenamePasskeyInput!) {\n    write: renamePasskey(input: $input) {\n      security {\n        ...Security\n      }\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n": types.RenamePasskeyDocument,
    "\n  mutation RemovePasskey($id: ID!, $proof: ProofInput) {\n    write: removePasskey(id: $id, proof: $proof) {\n      security {\n        ...Security\n      }\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n": types.RemovePasskeyDocument,
    "\n  mutation ResetSecondFactor($id: ID!) {\n    write: resetSecondFactor(id: $id) {\n      user {\n        id\n        hasSecondFactor\n      }\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n": types.ResetSecondFactorDocument,
    "\n  fragment UserRow on User {\n    id\n    version\n    email\n    displayName\n    title\n    department\n    status\n    roles {\n      id\n      name\n    }\n    createdAt\n    updatedAt\n    lastSignInAt\n  }\n": types.UserRowFragmentDoc,
    "\n  fragment UserDetails on User {\n    ...UserRow\n    givenName\n    familyName\n    phone\n    locale\n    timeZone\n    viewerCanUpdate\n    viewerCanDelete\n    viewerCanChangeRoles\n    hasSecondFactor\n  }\n": types.UserDetailsFragmentDoc,
    "\n  fragment UserPage on UserConnection {\n    edges {\n      cursor\n      node {\n        ...UserRow\n      }\n    }\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n    totalCount\n    totalCountIsCapped\n  }\n": types.UserPageFragmentDoc,
    "\n  query Users($first: Int!, $after: String, $where: UserWhere, $search: String, $orderBy: UserOrder) {\n    users(first: $first, after: $after, where: $where, search: $search, orderBy: $orderBy) {\n      ...UserPage\n    }\n  }\n": types.UsersDocument,
    "\n  query User($id: ID!) {\n    user(id: $id) {\n      ...UserDetails\n    }\n  }\n": types.UserDocument,
    "\n  query Roles {\n    roles {\n      id\n      name\n    }\n  }\n": types.RolesDocument,
    "\n  fragment FormError on UserError {\n    code\n    message\n    path\n  }\n": types.FormErrorFragmentDoc,
    "\n  fragment WrittenUser on User {\n    ...UserDetails\n    position(where: $where, search: $search, orderBy: $orderBy) {\n      cursor\n      previousId\n      nextId\n    }\n  }\n": types.WrittenUserFragmentDoc,
    "\n  mutation CreateUser(\n    $input: CreateUserInput!\n    $first: Int!\n    $where: UserWhere\n    $search: String\n    $orderBy: UserOrder\n  ) {\n    write: createUser(input: $input) {\n      user {\n        ...WrittenUser\n      }\n      users(first: $first, where: $where, search: $search, orderBy: $orderBy) {\n        ...UserPage\n      }\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n": types.CreateUserDocument,
    "\n  mutation UpdateUser(\n    $input: UpdateUserInput!\n    $first: Int!\n    $where: UserWhere\n    $search: String\n    $orderBy: UserOrder\n  ) {\n    write: updateUser(input: $input) {\n      user {\n        ...WrittenUser\n      }\n      users(first: $first, where: $where, search: $search, orderBy: $orderBy) {\n        ...UserPage\n      }\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n": types.UpdateUserDocument,
    "\n  mutation DeactivateUser($id: ID!, $first: Int!, $where: UserWhere, $search: String, $orderBy: UserOrder) {\n    write: deactivateUser(id: $id) {\n      user {\n        ...WrittenUser\n      }\n      users(first: $first, where: $where, search: $search, orderBy: $orderBy) {\n        ...UserPage\n      }\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n": types.DeactivateUserDocument,
    "\n  mutation ReactivateUser($id: ID!, $first: Int!, $where: UserWhere, $search: String, $orderBy: UserOrder) {\n    write: reactivateUser(id: $id) {\n      user {\n        ...WrittenUser\n      }\n      users(first: $first, where: $where, search: $search, orderBy: $orderBy) {\n        ...UserPage\n      }\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n": types.ReactivateUserDocument,
    "\n  mutation DeleteUser($id: ID!, $first: Int!, $where: UserWhere, $search: String, $orderBy: UserOrder) {\n    write: deleteUser(id: $id) {\n      user {\n        ...WrittenUser\n      }\n      users(first: $first, where: $where, search: $search, orderBy: $orderBy) {\n        ...UserPage\n      }\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n": types.DeleteUserDocument,
    "\n  mutation RestoreUser($id: ID!, $first: Int!, $where: UserWhere, $search: String, $orderBy: UserOrder) {\n    write: restoreUser(id: $id) {\n      user {\n        ...WrittenUser\n      }\n      users(first: $first, where: $where, search: $search, orderBy: $orderBy) {\n        ...UserPage\n      }\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n": types.RestoreUserDocument,
    "\n  subscription UserChanged($where: UserWhere, $search: String, $orderBy: UserOrder) {\n    userChanged {\n      kind\n      user {\n        ...WrittenUser\n      }\n      users(where: $where, search: $search, orderBy: $orderBy) {\n        totalCount\n        totalCountIsCapped\n      }\n    }\n  }\n": types.UserChangedDocument,
};

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 *
 *
 * @example
 * ```ts
 * const query = graphql(`query GetUser($id: ID!) { user(id: $id) { name } }`);
 * ```
 *
 * The query argument is unknown!
 * Please regenerate the types.
 */
export function graphql(source: string): unknown;

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment Viewer on User {\n    id\n    email\n    displayName\n    permissions\n  }\n"): (typeof documents)["\n  fragment Viewer on User {\n    id\n    email\n    displayName\n    permissions\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment Entry on SignInPayload {\n    viewer {\n      ...Viewer\n    }\n    accessToken\n    expiresAt\n    userErrors {\n      code\n      message\n      path\n    }\n  }\n"): (typeof documents)["\n  fragment Entry on SignInPayload {\n    viewer {\n      ...Viewer\n    }\n    accessToken\n    expiresAt\n    userErrors {\n      code\n      message\n      path\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SignIn($input: SignInInput!) {\n    entry: signIn(input: $input) {\n      ...Entry\n      secondFactor {\n        challenge\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation SignIn($input: SignInInput!) {\n    entry: signIn(input: $input) {\n      ...Entry\n      secondFactor {\n        challenge\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CompleteSignIn($input: CompleteSignInInput!) {\n    entry: completeSignIn(input: $input) {\n      ...Entry\n    }\n  }\n"): (typeof documents)["\n  mutation CompleteSignIn($input: CompleteSignInInput!) {\n    entry: completeSignIn(input: $input) {\n      ...Entry\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation StartPasskeySignIn {\n    startPasskeySignIn {\n      options\n    }\n  }\n"): (typeof documents)["\n  mutation StartPasskeySignIn {\n    startPasskeySignIn {\n      options\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SignInWithPasskey($input: PasskeySignInInput!) {\n    entry: signInWithPasskey(input: $input) {\n      ...Entry\n    }\n  }\n"): (typeof documents)["\n  mutation SignInWithPasskey($input: PasskeySignInInput!) {\n    entry: signInWithPasskey(input: $input) {\n      ...Entry\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SetUp($input: SetUpInput!) {\n    entry: setUp(input: $input) {\n      ...Entry\n    }\n  }\n"): (typeof documents)["\n  mutation SetUp($input: SetUpInput!) {\n    entry: setUp(input: $input) {\n      ...Entry\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RefreshSession {\n    entry: refreshSession {\n      ...Entry\n    }\n  }\n"): (typeof documents)["\n  mutation RefreshSession {\n    entry: refreshSession {\n      ...Entry\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SignOut {\n    signOut {\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation SignOut {\n    signOut {\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment Security on Security {\n    totpSince\n    recoveryCodesLeft\n    isSignInRecent\n    passkeys {\n      id\n      name\n      createdAt\n      lastUsedAt\n    }\n  }\n"): (typeof documents)["\n  fragment Security on Security {\n    totpSince\n    recoveryCodesLeft\n    isSignInRecent\n    passkeys {\n      id\n      name\n      createdAt\n      lastUsedAt\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Security {\n    security {\n      ...Security\n    }\n  }\n"): (typeof documents)["\n  query Security {\n    security {\n      ...Security\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ChangePassword($input: ChangePasswordInput!) {\n    write: changePassword(input: $input) {\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation ChangePassword($input: ChangePasswordInput!) {\n    write: changePassword(input: $input) {\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation StartTotp {\n    write: startTotp {\n      key\n      uri\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation StartTotp {\n    write: startTotp {\n      key\n      uri\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ConfirmTotp($input: ConfirmTotpInput!, $proof: ProofInput) {\n    write: confirmTotp(input: $input, proof: $proof) {\n      recoveryCodes\n      security {\n        ...Security\n      }\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation ConfirmTotp($input: ConfirmTotpInput!, $proof: ProofInput) {\n    write: confirmTotp(input: $input, proof: $proof) {\n      recoveryCodes\n      security {\n        ...Security\n      }\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation DisableTotp($proof: ProofInput!) {\n    write: disableTotp(proof: $proof) {\n      security {\n        ...Security\n      }\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation DisableTotp($proof: ProofInput!) {\n    write: disableTotp(proof: $proof) {\n      security {\n        ...Security\n      }\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RenewRecoveryCodes($proof: ProofInput!) {\n    write: renewRecoveryCodes(proof: $proof) {\n      recoveryCodes\n      security {\n        ...Security\n      }\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation RenewRecoveryCodes($proof: ProofInput!) {\n    write: renewRecoveryCodes(proof: $proof) {\n      recoveryCodes\n      security {\n        ...Security\n      }\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation StartPasskey($proof: ProofInput) {\n    write: startPasskey(proof: $proof) {\n      options\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation StartPasskey($proof: ProofInput) {\n    write: startPasskey(proof: $proof) {\n      options\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation AddPasskey($input: AddPasskeyInput!) {\n    write: addPasskey(input: $input) {\n      security {\n        ...Security\n      }\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation AddPasskey($input: AddPasskeyInput!) {\n    write: addPasskey(input: $input) {\n      security {\n        ...Security\n      }\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RenamePasskey($input: RenamePasskeyInput!) {\n    write: renamePasskey(input: $input) {\n      security {\n        ...Security\n      }\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation RenamePasskey($input: RenamePasskeyInput!) {\n    write: renamePasskey(input: $input) {\n      security {\n        ...Security\n      }\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RemovePasskey($id: ID!, $proof: ProofInput) {\n    write: removePasskey(id: $id, proof: $proof) {\n      security {\n        ...Security\n      }\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation RemovePasskey($id: ID!, $proof: ProofInput) {\n    write: removePasskey(id: $id, proof: $proof) {\n      security {\n        ...Security\n      }\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ResetSecondFactor($id: ID!) {\n    write: resetSecondFactor(id: $id) {\n      user {\n        id\n        hasSecondFactor\n      }\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation ResetSecondFactor($id: ID!) {\n    write: resetSecondFactor(id: $id) {\n      user {\n        id\n        hasSecondFactor\n      }\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment UserRow on User {\n    id\n    version\n    email\n    displayName\n    title\n    department\n    status\n    roles {\n      id\n      name\n    }\n    createdAt\n    updatedAt\n    lastSignInAt\n  }\n"): (typeof documents)["\n  fragment UserRow on User {\n    id\n    version\n    email\n    displayName\n    title\n    department\n    status\n    roles {\n      id\n      name\n    }\n    createdAt\n    updatedAt\n    lastSignInAt\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment UserDetails on User {\n    ...UserRow\n    givenName\n    familyName\n    phone\n    locale\n    timeZone\n    viewerCanUpdate\n    viewerCanDelete\n    viewerCanChangeRoles\n    hasSecondFactor\n  }\n"): (typeof documents)["\n  fragment UserDetails on User {\n    ...UserRow\n    givenName\n    familyName\n    phone\n    locale\n    timeZone\n    viewerCanUpdate\n    viewerCanDelete\n    viewerCanChangeRoles\n    hasSecondFactor\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment UserPage on UserConnection {\n    edges {\n      cursor\n      node {\n        ...UserRow\n      }\n    }\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n    totalCount\n    totalCountIsCapped\n  }\n"): (typeof documents)["\n  fragment UserPage on UserConnection {\n    edges {\n      cursor\n      node {\n        ...UserRow\n      }\n    }\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n    totalCount\n    totalCountIsCapped\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Users($first: Int!, $after: String, $where: UserWhere, $search: String, $orderBy: UserOrder) {\n    users(first: $first, after: $after, where: $where, search: $search, orderBy: $orderBy) {\n      ...UserPage\n    }\n  }\n"): (typeof documents)["\n  query Users($first: Int!, $after: String, $where: UserWhere, $search: String, $orderBy: UserOrder) {\n    users(first: $first, after: $after, where: $where, search: $search, orderBy: $orderBy) {\n      ...UserPage\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query User($id: ID!) {\n    user(id: $id) {\n      ...UserDetails\n    }\n  }\n"): (typeof documents)["\n  query User($id: ID!) {\n    user(id: $id) {\n      ...UserDetails\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Roles {\n    roles {\n      id\n      name\n    }\n  }\n"): (typeof documents)["\n  query Roles {\n    roles {\n      id\n      name\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment FormError on UserError {\n    code\n    message\n    path\n  }\n"): (typeof documents)["\n  fragment FormError on UserError {\n    code\n    message\n    path\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment WrittenUser on User {\n    ...UserDetails\n    position(where: $where, search: $search, orderBy: $orderBy) {\n      cursor\n      previousId\n      nextId\n    }\n  }\n"): (typeof documents)["\n  fragment WrittenUser on User {\n    ...UserDetails\n    position(where: $where, search: $search, orderBy: $orderBy) {\n      cursor\n      previousId\n      nextId\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CreateUser(\n    $input: CreateUserInput!\n    $first: Int!\n    $where: UserWhere\n    $search: String\n    $orderBy: UserOrder\n  ) {\n    write: createUser(input: $input) {\n      user {\n        ...WrittenUser\n      }\n      users(first: $first, where: $where, search: $search, orderBy: $orderBy) {\n        ...UserPage\n      }\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation CreateUser(\n    $input: CreateUserInput!\n    $first: Int!\n    $where: UserWhere\n    $search: String\n    $orderBy: UserOrder\n  ) {\n    write: createUser(input: $input) {\n      user {\n        ...WrittenUser\n      }\n      users(first: $first, where: $where, search: $search, orderBy: $orderBy) {\n        ...UserPage\n      }\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation UpdateUser(\n    $input: UpdateUserInput!\n    $first: Int!\n    $where: UserWhere\n    $search: String\n    $orderBy: UserOrder\n  ) {\n    write: updateUser(input: $input) {\n      user {\n        ...WrittenUser\n      }\n      users(first: $first, where: $where, search: $search, orderBy: $orderBy) {\n        ...UserPage\n      }\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation UpdateUser(\n    $input: UpdateUserInput!\n    $first: Int!\n    $where: UserWhere\n    $search: String\n    $orderBy: UserOrder\n  ) {\n    write: updateUser(input: $input) {\n      user {\n        ...WrittenUser\n      }\n      users(first: $first, where: $where, search: $search, orderBy: $orderBy) {\n        ...UserPage\n      }\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation DeactivateUser($id: ID!, $first: Int!, $where: UserWhere, $search: String, $orderBy: UserOrder) {\n    write: deactivateUser(id: $id) {\n      user {\n        ...WrittenUser\n      }\n      users(first: $first, where: $where, search: $search, orderBy: $orderBy) {\n        ...UserPage\n      }\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation DeactivateUser($id: ID!, $first: Int!, $where: UserWhere, $search: String, $orderBy: UserOrder) {\n    write: deactivateUser(id: $id) {\n      user {\n        ...WrittenUser\n      }\n      users(first: $first, where: $where, search: $search, orderBy: $orderBy) {\n        ...UserPage\n      }\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ReactivateUser($id: ID!, $first: Int!, $where: UserWhere, $search: String, $orderBy: UserOrder) {\n    write: reactivateUser(id: $id) {\n      user {\n        ...WrittenUser\n      }\n      users(first: $first, where: $where, search: $search, orderBy: $orderBy) {\n        ...UserPage\n      }\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation ReactivateUser($id: ID!, $first: Int!, $where: UserWhere, $search: String, $orderBy: UserOrder) {\n    write: reactivateUser(id: $id) {\n      user {\n        ...WrittenUser\n      }\n      users(first: $first, where: $where, search: $search, orderBy: $orderBy) {\n        ...UserPage\n      }\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation DeleteUser($id: ID!, $first: Int!, $where: UserWhere, $search: String, $orderBy: UserOrder) {\n    write: deleteUser(id: $id) {\n      user {\n        ...WrittenUser\n      }\n      users(first: $first, where: $where, search: $search, orderBy: $orderBy) {\n        ...UserPage\n      }\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation DeleteUser($id: ID!, $first: Int!, $where: UserWhere, $search: String, $orderBy: UserOrder) {\n    write: deleteUser(id: $id) {\n      user {\n        ...WrittenUser\n      }\n      users(first: $first, where: $where, search: $search, orderBy: $orderBy) {\n        ...UserPage\n      }\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RestoreUser($id: ID!, $first: Int!, $where: UserWhere, $search: String, $orderBy: UserOrder) {\n    write: restoreUser(id: $id) {\n      user {\n        ...WrittenUser\n      }\n      users(first: $first, where: $where, search: $search, orderBy: $orderBy) {\n        ...UserPage\n      }\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation RestoreUser($id: ID!, $first: Int!, $where: UserWhere, $search: String, $orderBy: UserOrder) {\n    write: restoreUser(id: $id) {\n      user {\n        ...WrittenUser\n      }\n      users(first: $first, where: $where, search: $search, orderBy: $orderBy) {\n        ...UserPage\n      }\n      userErrors {\n        ...FormError\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription UserChanged($where: UserWhere, $search: String, $orderBy: UserOrder) {\n    userChanged {\n      kind\n      user {\n        ...WrittenUser\n      }\n      users(where: $where, search: $search, orderBy: $orderBy) {\n        totalCount\n        totalCountIsCapped\n      }\n    }\n  }\n"): (typeof documents)["\n  subscription UserChanged($where: UserWhere, $search: String, $orderBy: UserOrder) {\n    userChanged {\n      kind\n      user {\n        ...WrittenUser\n      }\n      users(where: $where, search: $search, orderBy: $orderBy) {\n        totalCount\n        totalCountIsCapped\n      }\n    }\n  }\n"];

export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}

export type DocumentType<TDocumentNode extends DocumentNode<any, any>> = TDocumentNode extends DocumentNode<  infer TType,  any>  ? TType  : never;