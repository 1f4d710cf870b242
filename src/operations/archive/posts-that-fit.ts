import { LIMITS } from "#base";

/** As many kept posts as one mail may have; a single one always. */
export function postsThatFit<Post extends { readonly size: number }>([first, ...others]: readonly [
  Post,
  ...Post[],
]): readonly Post[] {
  const fit = [first];
  let octets = first.size;
  for (const post of others.slice(0, LIMITS.archiveAnswerPosts - 1)) {
    octets += post.size;
    if (octets > LIMITS.archiveAnswerBytes) break;
    fit.push(post);
  }
  return fit;
}
