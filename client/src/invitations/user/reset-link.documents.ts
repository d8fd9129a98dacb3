import { graphql } from '../../gql/index';

export const SendPasswordResetDocument = graphql(`
  mutation SendPasswordReset($id: ID!) {
    answer: sendPasswordReset(id: $id) {
      link
      delivery
      userErrors {
        code
        message
        path
      }
    }
  }
`);
