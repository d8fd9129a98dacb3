import { graphql } from '../gql';

/** An import with a page of its rows. The server answers an upload and a check with the same fields. */
export const UserImportDocument = graphql(`
  query UserImport(
    $id: ID!
    $first: Int!
    $after: String
    $outcome: UserImportOutcome
    $reclassified: Boolean
  ) {
    userImport(id: $id) {
      id
      fileName
      reading {
        encoding
        isEncodingGuessed
        delimiter
        match
        columns {
          name
          field
          samples
        }
      }
      fault
      faultLine
      total
      created
      changed
      unchanged
      refused
      reclassified
      expiresAt
      jobId
      rows(first: $first, after: $after, outcome: $outcome, reclassified: $reclassified) {
        nodes {
          number
          line
          outcome
          userId
          email
          displayName
          changes {
            field
            before
            after
          }
          reasons {
            message
            path
          }
          isReclassified
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
    }
  }
`);
