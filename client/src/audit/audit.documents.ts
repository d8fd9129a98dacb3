import { graphql } from '../gql';

export const AuditRowFragment = graphql(`
  fragment AuditRow on AuditEntry {
    id
    occurredAt
    action
    actorId
    actor {
      id
      displayName
    }
    sessionId
    tokenId
    targetType
    targetId
    target {
      id
      displayName
    }
    requestId
    address
    changes {
      field
      before
      after
    }
  }
`);

export const AuditPageFragment = graphql(`
  fragment AuditPage on AuditEntryConnection {
    nodes {
      ...AuditRow
    }
    pageInfo {
      hasNextPage
      endCursor
    }
    totalCount
    totalCountIsCapped
  }
`);

export const AuditEntriesDocument = graphql(`
  query AuditEntries($first: Int!, $after: String, $where: AuditWhere) {
    auditEntries(first: $first, after: $after, where: $where) {
      ...AuditPage
    }
  }
`);

/** Announces new entries; the query above reads them, with its filters. */
export const ActivityChangedDocument = graphql(`
  subscription ActivityChanged {
    userChanged {
      kind
    }
  }
`);

/** The users that a filter may name: those in the bin too, as what they did is still there. */
export const AuditPeopleDocument = graphql(`
  query AuditPeople($search: String) {
    users(first: 10, search: $search, where: { status: [ACTIVE, INVITED, DEACTIVATED, DELETED] }) {
      nodes {
        id
        displayName
        email
      }
    }
  }
`);

export const AuditPersonDocument = graphql(`
  query AuditPerson($id: ID!) {
    user(id: $id) {
      id
      displayName
      email
    }
  }
`);
