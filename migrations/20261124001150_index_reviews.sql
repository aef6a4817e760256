-- The desk of reviews: decisions in the order they were taken, and "does another review say the same, word for word?".
create index ratings_reviews_by_decision on ratings_reviews (decided_at desc, id desc) where decided_at is not null;
create index ratings_reviews_by_text on ratings_reviews (md5(fold_tr(text))) where text <> '';
