import { Field, InputType } from 'type-graphql';
import type { Proof } from './proof.service.js';

@InputType({ description: 'That it is still the person who signed in: one of the two.' })
export class ProofInput implements Proof {
  @Field(() => String, { nullable: true, description: 'The password.' })
  password?: string | null;

  @Field(() => String, { nullable: true, description: 'A code of the app, or a recovery code.' })
  code?: string | null;
}
