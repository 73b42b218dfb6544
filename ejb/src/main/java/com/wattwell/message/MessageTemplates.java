package com.wattwell.message;

import com.wattwell.identity.Caller;
import com.wattwell.identity.Scope;
import com.wattwell.platform.Database;
import com.wattwell.platform.RefusedException;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalTime;
import java.util.List;
import java.util.TreeSet;

/** Texts of messages and the rules of sending them, each company its own. */
@Stateless
public class MessageTemplates {

    @Inject
    private Database database;
    @Inject
    private Clock clock;

    /** @param variables their names in the order in which Tencent counts them */
    public record Template(int id, int companyId, String company, String code, String textZh, String textEn, List<String> variables, boolean urgent, String aliyunId, String tencentId,
                           String wechatId) {
    }

    /** @param perDay of the company */
    public record Rules(int companyId, String company, int perPhoneHour, int perPhoneDay, int perDay, LocalTime quietFrom, LocalTime quietTo) {
    }

    public List<Template> list(Scope scope) {
        return database.list("select t.*, c.code as company from message_template t join company c on c.id = t.company_id where true" + scope.and("t.company_id")
                + " order by c.code, t.code limit 1000", MessageTemplates::read);
    }

    public List<Rules> rules(Scope scope) {
        return database.list("select r.*, c.code as company from message_rules r join company c on c.id = r.company_id where true" + scope.and("r.company_id") + " order by c.code limit 500",
                row -> new Rules(row.getInt("company_id"), row.getString("company"), row.getInt("per_phone_hour"), row.getInt("per_phone_day"), row.getInt("per_day"),
                        row.getObject("quiet_from", LocalTime.class), row.getObject("quiet_to", LocalTime.class)));
    }

    /** Writes a template anew, or one under another code. @throws RefusedException naming the field; nothing is done then */
    public void save(Caller caller, Template wanted) {
        may(caller, wanted.companyId());
        if (wanted.code() == null || !wanted.code().matches("[A-Z0-9_]{2,40}")) {
            throw RefusedException.invalid("code", "refused.templateCode", "code must be 2 to 40 capital letters, digits or underscores.");
        }
        text("textZh", wanted.textZh());
        text("textEn", wanted.textEn());
        TreeSet<String> named = new TreeSet<>(wanted.variables());
        TreeSet<String> used = new TreeSet<>(TemplateText.names(wanted.textZh()));
        used.addAll(TemplateText.names(wanted.textEn()));
        if (!named.equals(used) || named.size() != wanted.variables().size()) {
            throw RefusedException.invalid("variables", "refused.templateVariables", "variables must name each variable of the texts once: " + String.join(", ", used) + ".", String.join(", ", used));
        }
        database.update("""
                insert into message_template (company_id, code, text_zh, text_en, variables, urgent, aliyun_id, tencent_id, wechat_id, changed_at, changed_by) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                on conflict (company_id, code) do update set text_zh = excluded.text_zh, text_en = excluded.text_en, variables = excluded.variables, urgent = excluded.urgent,
                    aliyun_id = excluded.aliyun_id, tencent_id = excluded.tencent_id, wechat_id = excluded.wechat_id, changed_at = excluded.changed_at, changed_by = excluded.changed_by""",
                wanted.companyId(), wanted.code(), wanted.textZh().strip(), wanted.textEn().strip(), wanted.variables().toArray(String[]::new), wanted.urgent(), id("aliyunId", wanted.aliyunId()),
                id("tencentId", wanted.tencentId()), id("wechatId", wanted.wechatId()), clock.instant(), caller.name());
    }

    public void save(Caller caller, Rules wanted) {
        may(caller, wanted.companyId());
        range("perPhoneHour", wanted.perPhoneHour(), 100);
        range("perPhoneDay", wanted.perPhoneDay(), 500);
        range("perDay", wanted.perDay(), 10_000_000);
        if (wanted.quietFrom() == null || wanted.quietTo() == null) {
            throw RefusedException.invalid("quietFrom", "refused.time", "quietFrom and quietTo must be times such as 21:30.");
        }
        database.update("update message_rules set per_phone_hour = ?, per_phone_day = ?, per_day = ?, quiet_from = ?, quiet_to = ?, changed_at = ?, changed_by = ? where company_id = ?",
                wanted.perPhoneHour(), wanted.perPhoneDay(), wanted.perDay(), wanted.quietFrom(), wanted.quietTo(), clock.instant(), caller.name(), wanted.companyId());
    }

    private static void may(Caller caller, int company) {
        if (!caller.mayAdminister()) {
            throw new RefusedException(RefusedException.Kind.FORBIDDEN, "user", "refused.right", "Only administrators change templates and limits.");
        }
        if (!caller.scope().includes(company)) {
            throw RefusedException.notFound("company", company);
        }
    }

    private static void text(String field, String text) {
        if (text == null || text.isBlank() || text.strip().length() > 500) {
            throw RefusedException.invalid(field, "refused.length", field + " must have 1 to 500 characters.", 1, 500);
        }
    }

    private static String id(String field, String text) {
        String id = text == null ? "" : text.strip();
        if (id.length() > 64) {
            throw RefusedException.invalid(field, "refused.length", field + " must have at most 64 characters.", 0, 64);
        }
        return id.isEmpty() ? null : id;
    }

    private static void range(String field, int value, int most) {
        if (value < 1 || value > most) {
            throw RefusedException.invalid(field, "refused.range", field + " must be from 1 to " + most + ".", 1, most);
        }
    }

    private static Template read(ResultSet row) throws SQLException {
        return new Template(row.getInt("id"), row.getInt("company_id"), row.getString("company"), row.getString("code"), row.getString("text_zh"), row.getString("text_en"),
                Database.texts(row, "variables"), row.getBoolean("urgent"), row.getString("aliyun_id"), row.getString("tencent_id"), row.getString("wechat_id"));
    }
}
