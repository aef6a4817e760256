//! What this module keeps about people: reviews, and what workshops replied.

use crate::{
    erase_by, move_by,
    platform::personal::{Basis, Fate, Holding},
    rows_of,
};

pub fn holdings() -> Vec<Holding> {
    vec![Holding {
        table: "ratings_reviews",
        merge: move_by!(
            "update ratings_reviews r set customer_id = s.id from customers f, customers s
             where f.user_id = $1 and s.user_id = $2 and r.customer_id = f.id"
        ),
        copied: rows_of!(
            r#"select case when c.user_id = $1 then to_jsonb(r) - 'customer_id' - 'mechanic_id' - 'decided_by' - 'signals'
                       - 'reply_status' - 'reply_signals' - 'reply_rule' - 'reply_decided_at'
                       - case when r.reply_status = 'published' then '' else 'reply' end
                   else jsonb_build_object('id', r.id, 'overall', r.overall, 'text', r.text, 'status', r.status, 'reply', r.reply,
                       'replied_at', r.replied_at, 'reply_status', r.reply_status, 'reply_rule', r.reply_rule, 'created_at', r.created_at) end as "row!"
               from ratings_reviews r join customers c on c.id = r.customer_id join mechanics m on m.id = r.mechanic_id
               where c.user_id = $1 or m.owner_user_id = $1 order by r.created_at"#
        ),
        // Others rely on what was published; it stays without its author's name. Replies go with the workshop.
        fate: Fate::Blanked(
            erase_by!(
                "update ratings_reviews r set
                     author_name = case when c.user_id = $1 then 'Silinmiş kullanıcı' else r.author_name end,
                     reply = case when m.owner_user_id = $1 then null else r.reply end,
                     replied_at = case when m.owner_user_id = $1 then null else r.replied_at end,
                     reply_status = case when m.owner_user_id = $1 then 'published' else r.reply_status end,
                     reply_signals = case when m.owner_user_id = $1 then '{}' else r.reply_signals end,
                     reply_rule = case when m.owner_user_id = $1 then null else r.reply_rule end
                 from customers c, mechanics m
                 where c.id = r.customer_id and m.id = r.mechanic_id and (c.user_id = $1 or m.owner_user_id = $1)"
            ),
            Basis::Public,
        ),
    }]
}
