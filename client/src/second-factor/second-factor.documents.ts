import { graphql } from '../gql';

export const SecurityFragment = graphql(`
  fragment Security on Security {
    pendingEmail
    totpSince
    recoveryCodesLeft
    isSignInRecent
    passkeys {
      id
      name
      createdAt
      lastUsedAt
    }
  }
`);

export const SecurityDocument = graphql(`
  query Security {
    security {
      ...Security
    }
  }
`);

export const ChangePasswordDocument = graphql(`
  mutation ChangePassword($input: ChangePasswordInput!) {
    write: changePassword(input: $input) {
      userErrors {
        ...FormError
      }
    }
  }
`);

export const ChangeEmailDocument = graphql(`
  mutation ChangeEmail($input: ChangeEmailInput!, $proof: ProofInput) {
    write: changeEmail(input: $input, proof: $proof) {
      viewer {
        ...Viewer
      }
      security {
        ...Security
      }
      userErrors {
        ...FormError
      }
    }
  }
`);

export const CancelEmailChangeDocument = graphql(`
  mutation CancelEmailChange {
    write: cancelEmailChange {
      security {
        ...Security
      }
      userErrors {
        ...FormError
      }
    }
  }
`);

export const StartTotpDocument = graphql(`
  mutation StartTotp {
    write: startTotp {
      key
      uri
      userErrors {
        ...FormError
      }
    }
  }
`);

export const ConfirmTotpDocument = graphql(`
  mutation ConfirmTotp($input: ConfirmTotpInput!, $proof: ProofInput) {
    write: confirmTotp(input: $input, proof: $proof) {
      recoveryCodes
      security {
        ...Security
      }
      userErrors {
        ...FormError
      }
    }
  }
`);

export const DisableTotpDocument = graphql(`
  mutation DisableTotp($proof: ProofInput!) {
    write: disableTotp(proof: $proof) {
      security {
        ...Security
      }
      userErrors {
        ...FormError
      }
    }
  }
`);

export const RenewRecoveryCodesDocument = graphql(`
  mutation RenewRecoveryCodes($proof: ProofInput!) {
    write: renewRecoveryCodes(proof: $proof) {
      recoveryCodes
      security {
        ...Security
      }
      userErrors {
        ...FormError
      }
    }
  }
`);

export const StartPasskeyDocument = graphql(`
  mutation StartPasskey($proof: ProofInput) {
    write: startPasskey(proof: $proof) {
      options
      userErrors {
        ...FormError
      }
    }
  }
`);

export const AddPasskeyDocument = graphql(`
  mutation AddPasskey($input: AddPasskeyInput!) {
    write: addPasskey(input: $input) {
      security {
        ...Security
      }
      userErrors {
        ...FormError
      }
    }
  }
`);

export const RenamePasskeyDocument = graphql(`
  mutation RenamePasskey($input: RenamePasskeyInput!) {
    write: renamePasskey(input: $input) {
      security {
        ...Security
      }
      userErrors {
        ...FormError
      }
    }
  }
`);

export const RemovePasskeyDocument = graphql(`
  mutation RemovePasskey($id: ID!, $proof: ProofInput) {
    write: removePasskey(id: $id, proof: $proof) {
      security {
        ...Security
      }
      userErrors {
        ...FormError
      }
    }
  }
`);

export const ResetSecondFactorDocument = graphql(`
  mutation ResetSecondFactor($id: ID!) {
    write: resetSecondFactor(id: $id) {
      user {
        id
        hasSecondFactor
      }
      userErrors {
        ...FormError
      }
    }
  }
`);
