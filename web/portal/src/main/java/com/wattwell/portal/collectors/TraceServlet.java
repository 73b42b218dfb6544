package com.wattwell.portal.collectors;

import com.wattwell.collector.CollectorService;
import com.wattwell.connector.TracedBytes;
import com.wattwell.identity.Company;
import com.wattwell.platform.RefusedException;
import com.wattwell.portal.Id;
import com.wattwell.portal.Visitor;
import com.wattwell.protocol.Hex;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.regex.Pattern;

/** What goes over a collector's wire, for the page that shows it while somebody looks. */
@WebServlet("/trace")
public class TraceServlet extends HttpServlet {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");
    private static final Pattern BYTE = Pattern.compile("..(?=.)");

    @Inject
    private transient CollectorService collectors;
    @Inject
    private transient Visitor visitor;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            int collector = Id.ofInt("collector", request.getParameter("collector"));
            long after = Id.of("entry", request.getParameter("after"));
            ZoneId zone = visitor.company().map(Company::zone).orElseGet(visitor::getZone);
            JsonArrayBuilder entries = Json.createArrayBuilder();
            for (TracedBytes entry : collectors.trace(visitor.caller(), collector, after)) {
                entries.add(Json.createObjectBuilder().add("sequence", entry.sequence()).add("time", TIME.format(entry.at().atZone(zone)))
                        .add("fromServer", entry.fromServer()).add("meaning", entry.meaning()).add("bytes", BYTE.matcher(Hex.of(entry.bytes())).replaceAll("$0 ")));
            }
            response.setContentType("application/json;charset=UTF-8");
            response.getWriter().write(entries.build().toString());
        } catch (RefusedException e) {
            response.sendError(e.kind() == RefusedException.Kind.FORBIDDEN ? HttpServletResponse.SC_FORBIDDEN : HttpServletResponse.SC_NOT_FOUND);
        }
    }
}
