-- How a workshop's reviews become one number, and how workshops stand in "best match" order. Written once, here: the reviews
-- module, the demo marketplace and the test that recomputes everything from scratch all call these two.

-- Bayesian mean: five imagined reviews of 4.0 stand beside the real ones, so that one enthusiast doesn't outrank a hundred
-- satisfied customers. review_sum is the sum of ratings_reviews.overall over the published reviews. Two decimals.
-- Without a review there is no score: 0.
create function mechanic_score(review_sum double precision, review_count integer) returns real
    language sql immutable strict parallel safe
    return case when review_count <= 0 then 0::real
        else round(((5 * 4.0 + review_sum) / (5 + review_count))::numeric, 2)::real end;

-- Order of "best match": the score (a newcomer stands at the imagined 4.0) plus a little for experience, which grows ever
-- more slowly: 10 finished visits are worth 0.36, 100 are worth 0.69.
create function mechanic_rank(score real, review_count integer, completed_count integer) returns real
    language sql immutable strict parallel safe
    return (case when review_count <= 0 then 4.0 else score end + 0.15 * ln(1 + greatest(completed_count, 0)))::real;
