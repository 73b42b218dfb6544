package com.wattwell.message;

import com.wattwell.identity.Caller;
import com.wattwell.platform.Database;
import com.wattwell.platform.Pulse;
import com.wattwell.platform.RefusedException;
import com.wattwell.platform.Written;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The outbox: what is to be told to whom is a row in the caller's transaction, so that it is told if and only if what it tells of has been
 * committed; under its business key once. {@link MessageDesk} sends it.
 */
@Stateless
public class Messages {

    /** A message that could not be sent for this long is not worth sending. */
    static final Duration WORTH = Duration.ofHours(24);

    @Inject
    private Database database;
    @Inject
    private Pulse pulse;
    @Inject
    private Clock clock;

    /**
     * What is to be told.
     *
     * @param recipient         phone, account's number or openid, as the medium wants it
     * @param customerAccountId whom it concerns, or {@code null}
     * @param template          code of the company's template
     * @param language          {@code zh} or {@code en}
     * @param businessKey       what makes it the same message however often it is put in, such as {@code posted:4711}
     */
    public record Wanted(int companyId, Medium medium, String recipient, Long customerAccountId, String template, String language, Map<String, String> variables, String businessKey) {
    }

    private record Template(String zh, String en, boolean urgent) {
    }

    /** Whether the company has such a template and these variables are all that it names: who posts money asks first, so that no text stands in its way. */
    public boolean can(int companyId, String template, Set<String> variables) {
        return database.first("select text_zh || text_en from message_template where company_id = ? and code = ?", row -> row.getString(1), companyId, template)
                .filter(text -> variables.containsAll(TemplateText.names(text))).isPresent();
    }

    /** @return its id; that of the one before when the business key is known @throws RefusedException naming the field */
    public long put(Wanted wanted, String by) {
        checkRecipient(wanted.medium(), wanted.recipient());
        Template template = database.first("select text_zh, text_en, urgent from message_template where company_id = ? and code = ?",
                row -> new Template(row.getString(1), row.getString(2), row.getBoolean(3)), wanted.companyId(), wanted.template())
                .orElseThrow(() -> RefusedException.invalid("template", "refused.template", "There is no template " + wanted.template() + ".", wanted.template()));
        String text = TemplateText.fill(wanted.language().equals("en") ? template.en() : template.zh(), wanted.variables());
        JsonObjectBuilder variables = Json.createObjectBuilder();
        wanted.variables().forEach(variables::add);
        Instant now = clock.instant();
        Optional<Long> made = database.first("""
                        insert into message (company_id, channel, recipient, customer_account_id, template_code, language, variables, text, urgent, business_key, state, next_at, expires_at,
                            created_at, created_by)
                        values (?, ?, ?, cast(? as bigint), ?, ?, cast(? as jsonb), ?, ?, ?, 'WAITING', ?, ?, ?, ?) on conflict (company_id, business_key) do nothing returning id""",
                row -> row.getLong(1), wanted.companyId(), wanted.medium(), wanted.recipient(), wanted.customerAccountId(), wanted.template(),
                wanted.language().equals("en") ? "en" : "zh", variables.build().toString(), text.length() > 1000 ? text.substring(0, 1000) : text, template.urgent(), wanted.businessKey(), now,
                now.plus(WORTH), now, by);
        pulse.changed("messages");
        return made.orElseGet(() -> database.one("select id from message where company_id = ? and business_key = ?", row -> row.getLong(1), wanted.companyId(), wanted.businessKey()));
    }

    /**
     * Many of one template at once. What has no template, names more variables than are there or has no good recipient is left out: it must not stand in
     * the way of the others.
     *
     * @return how many are new
     */
    public int putAll(List<Wanted> all, String template, String by) {
        record Written(Wanted wanted, String text, String variables, boolean urgent) {
        }
        Map<Integer, Template> templates = new HashMap<>();
        database.list("select company_id, text_zh, text_en, urgent from message_template where code = ? and company_id = any(?)", row -> templates.put(row.getInt(1),
                new Template(row.getString(2), row.getString(3), row.getBoolean(4))), template, all.stream().mapToInt(Wanted::companyId).distinct().toArray());
        List<Written> written = new ArrayList<>();
        for (Wanted wanted : all) {
            Template text = templates.get(wanted.companyId());
            if (text != null && fits(wanted.medium(), wanted.recipient()) && wanted.variables().keySet().containsAll(TemplateText.names(text.zh() + text.en()))) {
                String filled = TemplateText.fill(wanted.language().equals("en") ? text.en() : text.zh(), wanted.variables());
                JsonObjectBuilder variables = Json.createObjectBuilder();
                wanted.variables().forEach(variables::add);
                written.add(new Written(wanted, filled.length() > 1000 ? filled.substring(0, 1000) : filled, variables.build().toString(), text.urgent()));
            }
        }
        if (written.isEmpty()) {
            return 0;
        }
        Instant now = clock.instant();
        int made = database.update("""
                        insert into message (company_id, channel, recipient, customer_account_id, template_code, language, variables, text, urgent, business_key, state, next_at, expires_at,
                            created_at, created_by)
                        select w.company, w.channel, w.recipient, w.account, ?, w.language, w.variables::jsonb, w.text, w.urgent = 1, w.key, 'WAITING', ?, ?, ?, ?
                        from unnest(?::int[], ?::text[], ?::text[], ?::bigint[], ?::text[], ?::text[], ?::text[], ?::int[], ?::text[])
                            with ordinality as w (company, channel, recipient, account, language, variables, text, urgent, key, place) order by w.place
                        on conflict (company_id, business_key) do nothing""", template, now, now.plus(WORTH), now, by,
                written.stream().mapToInt(each -> each.wanted().companyId()).toArray(), written.stream().map(each -> each.wanted().medium().name()).toArray(String[]::new),
                written.stream().map(each -> each.wanted().recipient()).toArray(String[]::new), written.stream().map(each -> each.wanted().customerAccountId()).toArray(Long[]::new),
                written.stream().map(each -> each.wanted().language().equals("en") ? "en" : "zh").toArray(String[]::new), written.stream().map(Written::variables).toArray(String[]::new),
                written.stream().map(Written::text).toArray(String[]::new), written.stream().mapToInt(each -> each.urgent() ? 1 : 0).toArray(),
                written.stream().map(each -> each.wanted().businessKey()).toArray(String[]::new));
        pulse.changed("messages");
        return made;
    }

    /** Sends a message once more, as a message of its own. @param token of the form: the same again is the same message */
    public long resend(Caller caller, long id, String token) {
        mayTell(caller);
        Written.token(token);
        Instant now = clock.instant();
        List<Long> made = database.list("""
                        insert into message (company_id, channel, recipient, customer_account_id, template_code, language, variables, text, urgent, business_key, state, next_at, expires_at,
                            created_at, created_by, resend_of)
                        select company_id, channel, recipient, customer_account_id, template_code, language, variables, text, urgent, ?, 'WAITING', ?, ?, ?, ?, id
                        from message where id = ? and state in ('SENT', 'DELIVERED', 'FAILED')""" + caller.scope().and("company_id") + " on conflict (company_id, business_key) do nothing returning id",
                row -> row.getLong(1), "resend:" + token, now, now.plus(WORTH), now, caller.name(), id);
        if (made.isEmpty()) {
            return database.first("select id from message where business_key = ? and resend_of = ?" + caller.scope().and("company_id"), row -> row.getLong(1), "resend:" + token, id)
                    .orElseThrow(() -> new RefusedException(RefusedException.Kind.CONFLICT, "message", "refused.resend", "Only a message that has ended can be sent again."));
        }
        pulse.changed("messages");
        return made.getFirst();
    }

    /** A message that a person writes by a template. */
    public long write(Caller caller, Wanted wanted) {
        mayTell(caller);
        if (!caller.scope().includes(wanted.companyId())) {
            throw RefusedException.notFound("company", wanted.companyId());
        }
        return put(wanted, caller.name());
    }

    static void mayTell(Caller caller) {
        if (!caller.mayTakeMoney() && !caller.mayOperate()) {
            throw new RefusedException(RefusedException.Kind.FORBIDDEN, "user", "refused.right", "You may not send messages.");
        }
    }

    private static boolean fits(Medium medium, String recipient) {
        String form = switch (medium) {
            case SMS -> "1[3-9][0-9]{9}|\\+[1-9][0-9]{6,14}";
            case IN_APP -> "[0-9A-Z-]{4,24}";
            case WECHAT_OA -> "[0-9A-Za-z_-]{10,64}";
        };
        return recipient != null && recipient.matches(form);
    }

    private static void checkRecipient(Medium medium, String recipient) {
        if (!fits(medium, recipient)) {
            throw RefusedException.invalid("recipient", medium == Medium.SMS ? "refused.mobile" : "refused.recipient",
                    "recipient must be a mobile number for SMS, an account's number for IN_APP, an openid for WECHAT_OA.");
        }
    }
}
