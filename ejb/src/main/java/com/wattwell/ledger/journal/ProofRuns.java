package com.wattwell.ledger.journal;

import com.wattwell.identity.Scope;
import com.wattwell.ledger.journal.Proof.Figure;
import com.wattwell.ledger.journal.Proof.Finding;
import com.wattwell.ledger.journal.Proof.Unit;
import com.wattwell.ledger.journal.Proof.Wrong;
import com.wattwell.platform.Database;
import com.wattwell.platform.Page;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.io.StringReader;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What proofs found, kept as rows. */
@ApplicationScoped
public class ProofRuns {

    /** @param askedBy {@code night}, or who wanted it */
    public record Run(long id, int companyId, String proof, String askedBy, Instant startedAt, Instant finishedAt, boolean holds, List<Figure> figures,
                      List<Wrong> wrong) {
    }

    @Inject
    private Database database;

    /** @return its id */
    public long keep(int companyId, String proof, String askedBy, Instant startedAt, Instant finishedAt, Finding finding) {
        return database.one("""
                        insert into ledger_proof (company_id, proof, asked_by, started_at, finished_at, holds, figures, wrong)
                        values (?, ?, ?, ?, ?, ?, ?::jsonb, ?::jsonb) returning id""", row -> row.getLong(1),
                companyId, proof, askedBy, startedAt, finishedAt, finding.holds(), figures(finding.figures()), wrong(finding.wrong()));
    }

    /** The newest of each proof. */
    public List<Run> latest(int companyId) {
        return database.list("select distinct on (proof) * from ledger_proof where company_id = ? order by proof, id desc", ProofRuns::read, companyId);
    }

    /** The newest first. */
    public Page<Run> page(Scope scope, Page.Request request) {
        List<Run> runs = database.list("select * from ledger_proof where true" + scope.and("company_id") + " order by id desc limit ? offset ?", ProofRuns::read,
                request.size(), request.offset());
        long total = database.one("select count(*) from ledger_proof where true" + scope.and("company_id"), row -> row.getLong(1));
        return new Page<>(runs, request.page(), request.size(), total);
    }

    public Optional<Run> byId(Scope scope, long id) {
        return database.first("select * from ledger_proof where id = ?" + scope.and("company_id"), ProofRuns::read, id);
    }

    private static Run read(ResultSet row) throws SQLException {
        return new Run(row.getLong("id"), row.getInt("company_id"), row.getString("proof"), row.getString("asked_by"), Database.instant(row, "started_at"),
                Database.instant(row, "finished_at"), row.getBoolean("holds"),
                array(row.getString("figures")).getValuesAs(JsonObject.class).stream()
                        .map(figure -> new Figure(figure.getString("name"), Unit.valueOf(figure.getString("unit")), figure.getString("value"))).toList(),
                array(row.getString("wrong")).getValuesAs(JsonObject.class).stream()
                        .map(wrong -> new Wrong(wrong.getString("what"), wrong.getJsonArray("arguments").getValuesAs(JsonString::getString))).toList());
    }

    private static JsonArray array(String json) {
        try (var reader = Json.createReader(new StringReader(json))) {
            return reader.readArray();
        }
    }

    private static String figures(List<Figure> figures) {
        JsonArrayBuilder array = Json.createArrayBuilder();
        figures.forEach(figure -> array.add(Json.createObjectBuilder().add("name", figure.name()).add("unit", figure.unit().name()).add("value", figure.value())));
        return array.build().toString();
    }

    private static String wrong(List<Wrong> wrong) {
        JsonArrayBuilder array = Json.createArrayBuilder();
        wrong.forEach(each -> array.add(Json.createObjectBuilder().add("what", each.what()).add("arguments", Json.createArrayBuilder(each.arguments()))));
        return array.build().toString();
    }
}
