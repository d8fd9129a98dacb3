import { graphql } from '../../gql/index';

export const SendsMailDocument = graphql(`
  query SendsMail {
    sendsMail
  }
`);

export const InvitationHolderDocument = graphql(`
  query InvitationHolder($token: String!) {
    holder: invitationHolder(token: $token) {
      email
      displayName
    }
  }
`);

export const ResetHolderDocument = graphql(`
  query ResetHolder($token: String!) {
    holder: resetHolder(token: $token) {
      email
      displayName
      accessTokenCount
    }
  }
`);

export const EmailChangeHolderDocument = graphql(`
  query EmailChangeHolder($token: String!) {
    holder: emailChangeHolder(token: $token) {
      email
      displayName
    }
  }
`);

export const ConfirmEmailDocument = graphql(`
  mutation ConfirmEmail($input: ConfirmEmailInput!) {
    answer: confirmEmail(input: $input) {
      email
      userErrors {
        code
        message
        path
      }
    }
  }
`);

export const AcceptInvitationDocument = graphql(`
  mutation AcceptInvitation($input: AcceptInvitationInput!) {
    entry: acceptInvitation(input: $input) {
      ...Entry
    }
  }
`);

export const RequestPasswordResetDocument = graphql(`
  mutation RequestPasswordReset($input: RequestPasswordResetInput!) {
    answer: requestPasswordReset(input: $input) {
      userErrors {
        code
        message
        path
      }
    }
  }
`);

export const ResetPasswordDocument = graphql(`
  mutation ResetPassword($input: ResetPasswordInput!) {
    answer: resetPassword(input: $input) {
      email
      userErrors {
        code
        message
        path
      }
    }
  }
`);
