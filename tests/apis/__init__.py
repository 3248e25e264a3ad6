"""Operations of an API that is said in HTTP's words: what is generated, and what travels."""
