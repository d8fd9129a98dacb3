import { graphql } from '../gql';

/** All that a card, a row and a page show of a job. */
export const BulkJobPartsFragment = graphql(`
  fragment BulkJobParts on BulkJob {
    id
    kind
    change {
      roleName
      field
      value
      importId
      fileName
    }
    state
    failure
    isCancelRequested
    total
    position
    changed
    created
    unchanged
    refused
    createdAt
    frozenAt
    finishedAt
    actor {
      id
      displayName
    }
    undoOf
    undoneBy
    undoableUntil
    viewerCanCancel
    viewerCanUndo
  }
`);

export const BulkPreviewDocument = graphql(`
  query BulkPreview($input: StartBulkJobInput!) {
    bulkPreview(input: $input) {
      total
      totalIsCapped
      examined
      isExact
      changed
      unchanged
      refused {
        reason
        message
        count
      }
      userErrors {
        ...FormError
      }
    }
  }
`);

export const StartBulkJobDocument = graphql(`
  mutation StartBulkJob($input: StartBulkJobInput!) {
    write: startBulkJob(input: $input) {
      job {
        ...BulkJobParts
      }
      userErrors {
        ...FormError
      }
    }
  }
`);

export const ApplyUserImportDocument = graphql(`
  mutation ApplyUserImport($input: ApplyUserImportInput!) {
    write: applyUserImport(input: $input) {
      job {
        ...BulkJobParts
      }
      userErrors {
        ...FormError
      }
    }
  }
`);

export const CancelBulkJobDocument = graphql(`
  mutation CancelBulkJob($id: ID!) {
    write: cancelBulkJob(id: $id) {
      job {
        ...BulkJobParts
      }
      userErrors {
        ...FormError
      }
    }
  }
`);

export const UndoBulkJobDocument = graphql(`
  mutation UndoBulkJob($id: ID!) {
    write: undoBulkJob(id: $id) {
      job {
        ...BulkJobParts
      }
      userErrors {
        ...FormError
      }
    }
  }
`);

/** The counts of the side bar after a job, as `SideLists` has them. */
export const JobListsFragment = graphql(`
  fragment JobLists on UserLists {
    everyone: users(first: 1) {
      ...ListCount
    }
    noAccess: users(first: 1, where: { state: [NO_ACCESS] }) {
      ...ListCount
    }
    invited: users(first: 1, where: { state: [INVITED, INVITATION_EXPIRED] }) {
      ...ListCount
    }
    deactivated: users(first: 1, where: { state: [DEACTIVATED] }) {
      ...ListCount
    }
    bin: users(first: 1, where: { state: [DELETED] }) {
      ...ListCount
    }
    views {
      ...ViewRow
      ...ViewCount
    }
  }
`);

/** Answers with the job at once, so a card needs no query before. */
export const BulkJobChangedDocument = graphql(`
  subscription BulkJobChanged($id: ID!, $timeZone: String!) {
    bulkJobChanged(id: $id) {
      ...BulkJobParts
      lists {
        ...JobLists
      }
    }
  }
`);

export const BulkJobsDocument = graphql(`
  query BulkJobs($first: Int!, $after: String) {
    bulkJobs(first: $first, after: $after) {
      edges {
        cursor
        node {
          ...BulkJobParts
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

/** A job with a page of its results. */
export const BulkJobDocument = graphql(`
  query BulkJob($id: ID!, $first: Int!, $after: String, $outcome: BulkItemOutcome) {
    bulkJob(id: $id) {
      ...BulkJobParts
      items(first: $first, after: $after, outcome: $outcome) {
        edges {
          cursor
          node {
            number
            userId
            line
            isCreated
            user {
              id
              displayName
              email
              deletedAt
            }
            outcome
            reason
            message
          }
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
    }
  }
`);
