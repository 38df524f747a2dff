-- How visits came: one row per distinct referrer and tagging, with the channel and the rule that gave it.
CREATE TABLE IF NOT EXISTS touches
(
    id          UInt64,
    channel     UInt8,
    grain       UInt8,
    provider    UInt8,
    spam        UInt8,
    name        String,
    domain      String,
    host        String,
    page        String,
    source      String,
    medium      String,
    campaign    String,
    term        String,
    content     String,
    click_id    String,
    own_channel String,
    rule        String
)
ENGINE = ReplacingMergeTree
ORDER BY id
