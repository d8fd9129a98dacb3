import { graphql } from '../gql';

export const FeedbackRowFragment = graphql(`
  fragment FeedbackRow on FeedbackEntry {
    id
    kind
    state
    text
    page
    hasPicture
    answer
    answeredAt
    createdAt
    senderId
    senderName
    canBeAnswered
  }
`);

export const FeedbackListFragment = graphql(`
  fragment FeedbackList on FeedbackEntryConnection {
    nodes {
      ...FeedbackRow
    }
    pageInfo {
      hasNextPage
      endCursor
    }
    totalCount
    totalCountIsCapped
  }
`);

export const FeedbackEntriesDocument = graphql(`
  query FeedbackEntries($first: Int!, $after: String, $where: FeedbackWhere) {
    feedbackEntries(first: $first, after: $after, where: $where) {
      ...FeedbackList
    }
  }
`);

export const FeedbackPictureDocument = graphql(`
  query FeedbackPicture($id: ID!) {
    feedbackEntry(id: $id) {
      id
      picture
    }
  }
`);

export const SendFeedbackDocument = graphql(`
  mutation SendFeedback($input: SendFeedbackInput!) {
    write: sendFeedback(input: $input) {
      id
      userErrors {
        ...FormError
      }
    }
  }
`);

export const SetFeedbackStateDocument = graphql(`
  mutation SetFeedbackState($id: ID!, $state: FeedbackState!, $first: Int!, $where: FeedbackWhere) {
    write: setFeedbackState(id: $id, state: $state) {
      entry {
        ...FeedbackRow
      }
      entries(first: $first, where: $where) {
        ...FeedbackList
      }
      userErrors {
        ...FormError
      }
    }
  }
`);

export const AnswerFeedbackDocument = graphql(`
  mutation AnswerFeedback($input: AnswerFeedbackInput!, $first: Int!, $where: FeedbackWhere) {
    write: answerFeedback(input: $input) {
      entry {
        ...FeedbackRow
      }
      entries(first: $first, where: $where) {
        ...FeedbackList
      }
      userErrors {
        ...FormError
      }
    }
  }
`);
