import { type Example, NOBODY, REFUSALS } from './example';

export const reading: readonly Example[] = [
  {
    id: 'list',
    title: 'playground.examples.list',
    remark: 'playground.examples.listRemark',
    document: `query ListUsers($first: Int, $after: String, $orderBy: UserOrder) {
  users(first: $first, after: $after, orderBy: $orderBy) {
    totalCount
    nodes {
      id
      displayName
      email
      status
      version
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}`,
    variables: () => ({ first: 10, orderBy: { field: 'DISPLAY_NAME', direction: 'ASC' } }),
  },
  {
    id: 'search',
    title: 'playground.examples.search',
    remark: 'playground.examples.searchRemark',
    document: `query SearchUsers($search: String) {
  users(first: 10, search: $search) {
    totalCount
    nodes {
      displayName
      email
      department
    }
  }
}`,
    variables: () => ({ search: 'ada' }),
  },
  {
    id: 'filter',
    title: 'playground.examples.filter',
    remark: 'playground.examples.filterRemark',
    document: `query FilterUsers($where: UserWhere) {
  users(first: 10, where: $where) {
    totalCount
    nodes {
      displayName
      status
      createdAt
      lastSignInAt
    }
  }
}`,
    variables: () => ({ where: { status: ['ACTIVE', 'INVITED'], neverSignedIn: true } }),
  },
  {
    id: 'one',
    title: 'playground.examples.one',
    remark: 'playground.examples.oneRemark',
    document: `query UserByEmail($email: String!) {
  userByEmail(email: $email) {
    id
    version
    displayName
    status
    roles {
      name
    }
    permissions
  }
}`,
    variables: ({ email }) => ({ email }),
  },
];

export const writing: readonly Example[] = [
  {
    id: 'create',
    title: 'playground.examples.create',
    remark: 'playground.examples.createRemark',
    document: `mutation CreateUser($input: CreateUserInput!, $first: Int) {
  createUser(input: $input) {
    ${REFUSALS}
    user {
      id
      version
    }
    users(first: $first) {
      totalCount
      nodes {
        displayName
        email
      }
    }
  }
}`,
    variables: (_about, chance) => ({
      input: { email: `ada.${Math.floor(chance * 1e6)}@example.org`, displayName: 'Ada Lovelace' },
      first: 10,
    }),
  },
  {
    id: 'update',
    title: 'playground.examples.update',
    remark: 'playground.examples.updateRemark',
    document: `mutation UpdateUser($input: UpdateUserInput!) {
  updateUser(input: $input) {
    ${REFUSALS}
    user {
      displayName
      version
      updatedAt
    }
  }
}`,
    // The name that they have.
    variables: ({ id, version, displayName }) => ({ input: { id, version, displayName } }),
  },
  {
    id: 'deactivate',
    title: 'playground.examples.deactivate',
    remark: 'playground.examples.deactivateRemark',
    document: `mutation DeactivateUser($id: ID!) {
  deactivateUser(id: $id) {
    ${REFUSALS}
    user {
      displayName
      status
    }
  }
}`,
    variables: () => ({ id: NOBODY }),
  },
  {
    id: 'delete',
    title: 'playground.examples.delete',
    remark: 'playground.examples.deleteRemark',
    document: `mutation DeleteUser($id: ID!) {
  deleteUser(id: $id) {
    ${REFUSALS}
    user {
      status
    }
  }
}

mutation RestoreUser($id: ID!) {
  restoreUser(id: $id) {
    ${REFUSALS}
    user {
      status
    }
  }
}`,
    variables: () => ({ id: NOBODY }),
  },
  {
    id: 'invite',
    title: 'playground.examples.invite',
    remark: 'playground.examples.inviteRemark',
    document: `mutation InviteUser($id: ID!) {
  inviteUser(id: $id) {
    ${REFUSALS}
    invitation {
      id
    }
    link
  }
}`,
    variables: () => ({ id: NOBODY }),
  },
];
