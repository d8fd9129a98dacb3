import { graphql } from '../gql';

export const TokenRowFragment = graphql(`
  fragment TokenRow on AccessToken {
    id
    name
    prefix
    permissions
    state
    createdAt
    expiresAt
    lastUsedAt
    lastUsedAddress
    revokedAt
  }
`);

/** One's own tokens: a hundred can be active; the list of all has older, inactive ones. */
export const OwnTokensFragment = graphql(`
  fragment OwnTokens on User {
    id
    accessTokens(first: 100) {
      nodes {
        ...TokenRow
      }
    }
  }
`);

export const OwnTokensDocument = graphql(`
  query OwnTokens {
    viewer {
      ...OwnTokens
    }
  }
`);

export const TokenPageFragment = graphql(`
  fragment TokenPage on AccessTokenConnection {
    nodes {
      ...TokenRow
      user {
        id
        displayName
        email
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
    totalCount
  }
`);

export const AllTokensDocument = graphql(`
  query AllTokens($first: Int!, $after: String, $where: AccessTokenWhere) {
    accessTokens(first: $first, after: $after, where: $where) {
      ...TokenPage
    }
  }
`);

export const CreateTokenDocument = graphql(`
  mutation CreateAccessToken($input: CreateAccessTokenInput!, $proof: ProofInput) {
    write: createAccessToken(input: $input, proof: $proof) {
      token
      viewer {
        ...OwnTokens
      }
      userErrors {
        ...FormError
      }
    }
  }
`);

export const RevokeTokenDocument = graphql(`
  mutation RevokeAccessToken($id: ID!) {
    write: revokeAccessToken(id: $id) {
      accessToken {
        ...TokenRow
      }
      viewer {
        ...OwnTokens
      }
      userErrors {
        ...FormError
      }
    }
  }
`);
