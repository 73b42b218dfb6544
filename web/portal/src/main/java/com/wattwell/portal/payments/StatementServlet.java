package com.wattwell.portal.payments;

import com.wattwell.payment.Statements;
import com.wattwell.platform.RefusedException;
import com.wattwell.portal.Id;
import com.wattwell.portal.Visitor;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** A channel's statement of a day, as it came. */
@WebServlet("/statement")
public class StatementServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Inject
    private transient Statements statements;
    @Inject
    private transient Visitor visitor;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            visitor.mustSeeBooks();
            Statements.File file = statements.file(visitor.caller().scope(), Id.of("statement", request.getParameter("id")))
                    .orElseThrow(() -> RefusedException.notFound("statement", request.getParameter("id")));
            response.setContentType(file.name().endsWith(".zip") ? "application/zip" : "text/csv;charset=UTF-8");
            response.setHeader("Content-Disposition", "attachment; filename=" + file.name().replaceAll("[^0-9A-Za-z.-]", "_"));
            response.setContentLength(file.content().length);
            response.getOutputStream().write(file.content());
        } catch (RefusedException e) {
            response.sendError(e.kind() == RefusedException.Kind.FORBIDDEN ? HttpServletResponse.SC_FORBIDDEN : HttpServletResponse.SC_NOT_FOUND);
        }
    }
}
