import { graphql } from '../gql';

export const ViewerFragment = graphql(`
  fragment Viewer on User {
    id
    email
    displayName
    locale
    timeZone
    permissions
    isUsageCounted
  }
`);

/** The answer of every mutation that signs in. */
export const EntryFragment = graphql(`
  fragment Entry on SignInPayload {
    viewer {
      ...Viewer
    }
    accessToken
    expiresAt
    userErrors {
      code
      message
      path
    }
  }
`);

export const SignInDocument = graphql(`
  mutation SignIn($input: SignInInput!) {
    entry: signIn(input: $input) {
      ...Entry
      secondFactor {
        challenge
      }
    }
  }
`);

export const CompleteSignInDocument = graphql(`
  mutation CompleteSignIn($input: CompleteSignInInput!) {
    entry: completeSignIn(input: $input) {
      ...Entry
    }
  }
`);

export const StartPasskeySignInDocument = graphql(`
  mutation StartPasskeySignIn {
    startPasskeySignIn {
      options
    }
  }
`);

export const SignInWithPasskeyDocument = graphql(`
  mutation SignInWithPasskey($input: PasskeySignInInput!) {
    entry: signInWithPasskey(input: $input) {
      ...Entry
    }
  }
`);

export const SetUpDocument = graphql(`
  mutation SetUp($input: SetUpInput!) {
    entry: setUp(input: $input) {
      ...Entry
    }
  }
`);

export const RefreshSessionDocument = graphql(`
  mutation RefreshSession {
    entry: refreshSession {
      ...Entry
      status {
        needsSetUp
        sendsMail
      }
    }
  }
`);

export const SignOutDocument = graphql(`
  mutation SignOut {
    signOut {
      userErrors {
        code
        message
        path
      }
    }
  }
`);
