import { graphql } from '../gql';

export const RoleRowFragment = graphql(`
  fragment RoleRow on Role {
    id
    name
    description
    permissions
    version
    isBuiltIn
    userCount
    viewerCanUpdate
    viewerCanDelete
    viewerCanGive
  }
`);

export const RoleListDocument = graphql(`
  query RoleList {
    roles {
      ...RoleRow
    }
  }
`);

export const CreateRoleDocument = graphql(`
  mutation CreateRole($input: CreateRoleInput!) {
    write: createRole(input: $input) {
      role {
        id
      }
      roles {
        ...RoleRow
      }
      userErrors {
        ...FormError
      }
    }
  }
`);

export const UpdateRoleDocument = graphql(`
  mutation UpdateRole($input: UpdateRoleInput!) {
    write: updateRole(input: $input) {
      role {
        id
      }
      roles {
        ...RoleRow
      }
      userErrors {
        ...FormError
      }
    }
  }
`);

export const DeleteRoleDocument = graphql(`
  mutation DeleteRole($id: ID!) {
    write: deleteRole(id: $id) {
      role {
        id
      }
      roles {
        ...RoleRow
      }
      userErrors {
        ...FormError
      }
    }
  }
`);
