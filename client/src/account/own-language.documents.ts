import { graphql } from '../gql';

export const UpdateViewerDocument = graphql(`
  mutation UpdateViewer($input: UpdateViewerInput!) {
    updateViewer(input: $input) {
      viewer {
        ...Viewer
      }
      userErrors {
        code
        message
        path
      }
    }
  }
`);
