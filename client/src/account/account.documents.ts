import { graphql } from '../gql';

/** The fields that users may change of their own row, beside those of the session. */
export const OwnProfileFragment = graphql(`
  fragment OwnProfile on User {
    id
    email
    displayName
    givenName
    familyName
    phone
    locale
    timeZone
    title
    department
  }
`);

export const OwnProfileDocument = graphql(`
  query OwnProfile {
    viewer {
      ...OwnProfile
    }
  }
`);

export const UpdateViewerDocument = graphql(`
  mutation UpdateViewer($input: UpdateViewerInput!) {
    updateViewer(input: $input) {
      viewer {
        ...Viewer
        ...OwnProfile
      }
      userErrors {
        code
        message
        path
      }
    }
  }
`);
