import { type Example, REFUSALS } from './example';

export const access: readonly Example[] = [
  {
    id: 'viewer',
    title: 'playground.examples.viewer',
    remark: 'playground.examples.viewerRemark',
    document: `query Viewer {
  viewer {
    displayName
    email
    permissions
    roles {
      name
    }
  }
}`,
  },
  {
    id: 'roles',
    title: 'playground.examples.roles',
    remark: 'playground.examples.rolesRemark',
    document: `query Roles {
  roles {
    id
    name
    permissions
    userCount
    isBuiltIn
  }
}`,
  },
  {
    id: 'createRole',
    title: 'playground.examples.createRole',
    remark: 'playground.examples.createRoleRemark',
    document: `mutation CreateRole($input: CreateRoleInput!) {
  createRole(input: $input) {
    ${REFUSALS}
    role {
      id
      name
      permissions
    }
  }
}`,
    variables: (_about, chance) => ({
      input: { name: `Reader ${Math.floor(chance * 1e6)}`, permissions: ['USERS_READ'] },
    }),
  },
  {
    id: 'tokens',
    title: 'playground.examples.tokens',
    remark: 'playground.examples.tokensRemark',
    document: `query AccessTokens($where: AccessTokenWhere) {
  accessTokens(first: 20, where: $where) {
    totalCount
    nodes {
      id
      name
      permissions
      expiresAt
    }
  }
}`,
    variables: () => ({ where: { state: ['ACTIVE'] } }),
  },
  {
    id: 'createToken',
    title: 'playground.examples.createToken',
    remark: 'playground.examples.createTokenRemark',
    document: `mutation CreateAccessToken($input: CreateAccessTokenInput!) {
  createAccessToken(input: $input) {
    ${REFUSALS}
    accessToken {
      id
      name
    }
    token
  }
}`,
    variables: () => ({ input: { name: 'My script', permissions: ['USERS_READ'] } }),
  },
];

export const following: readonly Example[] = [
  {
    id: 'audit',
    title: 'playground.examples.audit',
    remark: 'playground.examples.auditRemark',
    document: `query AuditEntries($first: Int, $where: AuditWhere) {
  auditEntries(first: $first, where: $where) {
    totalCount
    nodes {
      occurredAt
      action
      actor {
        displayName
      }
      changes {
        field
        before
        after
      }
    }
  }
}`,
    variables: () => ({ first: 20, where: { action: ['USER_CREATED', 'USER_UPDATED'] } }),
  },
  {
    id: 'news',
    title: 'playground.examples.news',
    remark: 'playground.examples.newsRemark',
    document: `subscription WatchUsers {
  userChanged {
    kind
    user {
      displayName
      email
      status
    }
  }
}`,
  },
];
